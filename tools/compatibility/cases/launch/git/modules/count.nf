process COUNT {
    tag "$word"
    publishDir params.output_dir, mode: 'copy'
    input: val word
    output: path "${word}.txt"
    script: "letters $word > ${word}.txt"
}
