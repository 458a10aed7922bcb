// The second step fails until the file `mended` exists in the test's folder.
nextflow.enable.dsl = 2

params.output_dir = null

def folder() { "${workflow.launchDir}/../gates" }

process PREPARE {
    tag 'S1'
    output: path 'prepared.txt'
    script: "date +%s%N >prepared.txt"
}

process CALL {
    tag 'S1'
    input: path prepared
    output: path 'called.txt'
    script:
    """
    if [ ! -e '${folder()}/mended' ]; then
        echo "calling variants"
        echo "the reference is damaged: contig 20 is missing" >&2
        exit 3
    fi
    cp ${prepared} called.txt
    """
}

process REPORT {
    tag 'S1'
    publishDir params.output_dir, mode: 'copy'
    input: path called
    output: path 'report.txt'
    script: "cp ${called} report.txt"
}

workflow { PREPARE | CALL | REPORT }
