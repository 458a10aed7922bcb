process PAIR {
    tag "$id"
    publishDir "${params.output_dir}/pairs", mode: 'copy'

    input: tuple val(id), path(reads)
    output: path "${id}.txt"
    script: "cat $reads > ${id}.txt"
}

process DEEP {
    tag "${note.name}"
    input: path note
    output: stdout
    script: "cat $note"
}

workflow {
    PAIR(Channel.fromFilePairs(params.reads))
    DEEP(Channel.fromPath(params.notes))
}
