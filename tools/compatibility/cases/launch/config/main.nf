process SAY {
    label 'many'
    publishDir params.output_dir, mode: 'copy'
    output: path 'said.txt'
    script: "echo '${task.cpus} ${task.ext.word}' > said.txt"
}

workflow { SAY() }
