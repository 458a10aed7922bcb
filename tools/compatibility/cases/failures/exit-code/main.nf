process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: "echo 'first line' >&2; echo 'reads are truncated' >&2; exit 3"
}

workflow { STEP() }
