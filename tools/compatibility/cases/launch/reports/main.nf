process SAY {
    output: stdout
    script: 'echo said'
}

workflow { SAY() }
