include { greet } from 'plugin/nf-greet'

process SAY {
    publishDir params.output_dir, mode: 'copy'
    input: val words
    output: path 'said.txt'
    script: "echo '$words' > said.txt"
}

workflow { SAY(greet('world')) }
