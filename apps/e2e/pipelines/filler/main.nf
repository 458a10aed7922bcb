// Its second step writes until the disk is full, of which it fails, until the file `mended` appears in `params.folder`.
// With `hold` it says there that the disk is full and stays.
nextflow.enable.dsl = 2

params.folder = null
params.output_dir = null
params.hold = false

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
    if [ ! -e '${params.folder}/mended' ]; then
        ${params.hold ? "cat /dev/zero >filled || touch '${params.folder}/full'; sleep 300" : 'cat /dev/zero >filled'}
    fi
    cp ${prepared} filled
    """
}

workflow { PREPARE | FILL }
