process COPY {
    tag "${odd.name}"
    publishDir params.output_dir, mode: 'copy', saveAs: { odd.name }
    input: path odd, stageAs: 'given/*'
    output: path 'out'
    script: 'cat given/* > out'
}

workflow { COPY(Channel.fromPath("${params.folder}/*")) }
