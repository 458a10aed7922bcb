process SAY {
    container 'localhost:1/none:1'
    publishDir params.output_dir, mode: 'copy'
    output: path 'said.txt'
    script: "echo '$workflow.profile ${workflow.containerEngine} ${task.container}' > said.txt"
}

workflow { SAY() }
