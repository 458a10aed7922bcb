process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: "echo 'cp: error writing: No space left on device' >&2; exit 1"
}

workflow { STEP() }
