// Its second step writes until the disk is full, of which it fails, until the file `mended` appears in the folder of the test.
// With `hold` it says there that the disk is full and stays.
nextflow.enable.dsl = 2

params.output_dir = null
params.hold = false

// No parameter by default, so that one preview gives the steps of every job of a test.
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
    if [ ! -e '${folder()}/mended' ]; then
        ${params.hold ? "cat /dev/zero >filled || touch '${folder()}/full'; sleep 300" : 'cat /dev/zero >filled'}
    fi
    cp ${prepared} filled
    """
}

workflow { PREPARE | FILL }
