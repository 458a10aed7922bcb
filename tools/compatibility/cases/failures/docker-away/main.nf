process STEP {
    tag 'S1'
    container 'localhost:1/none:1'
    output: path 'out.txt'
    script: 'touch out.txt'
}

workflow { STEP() }
