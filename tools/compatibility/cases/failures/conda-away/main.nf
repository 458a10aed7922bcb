process STEP {
    tag 'S1'
    conda 'no-such-channel::no-such-tool=0.0'
    output: path 'out.txt'
    script: 'touch out.txt'
}

workflow { STEP() }
