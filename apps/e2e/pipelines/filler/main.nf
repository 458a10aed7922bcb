// The second step waits for the file `fill` in the test's folder, then fills the disk and fails, unless the file
// `mended` exists. With `hold`, it reports in that folder that the disk is full, and keeps running.
nextflow.enable.dsl = 2

params.output_dir = null
params.hold = false

def folder() { "${workflow.launchDir}/../gates" }

process PREPARE {
    output: path 'prepared.txt'
    script: "echo prepared >prepared.txt"
}

process FILL {
    tag 'S1'
    input: path prepared
    output: path 'filled'
    script:
    """
    until [ -e '${folder()}/fill' ]; do sleep 0.1; done
    if [ ! -e '${folder()}/mended' ]; then
        ${params.hold ? "cat /dev/zero >filled || touch '${folder()}/full'; sleep 300" : 'cat /dev/zero >filled'}
    fi
    cp ${prepared} filled
    """
}

workflow { PREPARE | FILL }
