process SAY {
    publishDir params.output_dir, mode: 'copy'
    output: path 'said.txt'
    script: "echo '${params.word} ${task.cpus}' > said.txt"
}

workflow { SAY() }
