process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: 'true'
}

workflow { STEP() }
