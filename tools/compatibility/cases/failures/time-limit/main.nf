process STEP {
    tag 'S1'
    time '1s'
    output: path 'out.txt'
    script: 'sleep 60'
}

workflow { STEP() }
