// Two tasks that report when they began, and then run until they are killed.
nextflow.enable.dsl = 2

params.output_dir = null

process HOLD {
    input: val number
    output: val number
    script: "touch '${params.folder}/began.${number}'; sleep 600"
}

workflow {
    HOLD(Channel.of(1, 2))
}
