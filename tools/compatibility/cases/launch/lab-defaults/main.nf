process SAY {
    publishDir params.output_dir, mode: 'copy'
    input: path beside
    output: path 'said.txt'
    script: "echo '${task.ext.word}' \"\$LAB_WORD\" > said.txt; cat $beside >> said.txt"
}

workflow { SAY(file('beside.txt')) }
