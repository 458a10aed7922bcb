process STEP {
    tag 'S1'
    output: path 'out.txt'
    script: "echo big; kill -9 \$\$"
}

workflow { STEP() }
