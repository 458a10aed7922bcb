process STEP {
    tag 'S1'
    memory '900 TB'
    output: path 'out.txt'
    script: 'true'
}

workflow { STEP() }
