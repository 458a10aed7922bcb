process STEP {
    tag 'S1'
    errorStrategy 'ignore'
    output: path 'out.txt'
    script: 'exit 6'
}

workflow { STEP() }
