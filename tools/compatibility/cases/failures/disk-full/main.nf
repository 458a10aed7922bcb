process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: 'head -c 1000000 /dev/zero > /dev/full'
}

workflow { STEP() }
