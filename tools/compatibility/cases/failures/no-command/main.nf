process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: 'no-such-program --version > out.txt'
}

workflow { STEP() }
