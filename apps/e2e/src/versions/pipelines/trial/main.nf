// Three steps, each of which waits for a file with its name, or the file `all`, in the trial's folder.
nextflow.enable.dsl = 2

params.folder = null
params.depth = 10
params.fails = false
params.output_dir = null

String waitFor(step) {
    "touch '${params.folder}/${step}.reached'; until [ -e '${params.folder}/${step}' ] || [ -e '${params.folder}/all' ]; do sleep 0.1; done"
}

process PREPARE {
    tag "${sample}"
    input: val sample
    output: tuple val(sample), path('prepared.txt')
    script: "${waitFor('PREPARE')}; echo prepared >prepared.txt"
}

process ALIGN {
    tag "${sample}"
    publishDir "${params.output_dir}", mode: 'copy'
    input: tuple val(sample), path(prepared)
    output: tuple val(sample), path('aligned.bam')
    script: "cp ${prepared} aligned.bam; ${waitFor('ALIGN')}; echo aligned >>aligned.bam"
}

process CALL {
    tag "${sample}"
    publishDir "${params.output_dir}", mode: 'copy'
    input: tuple val(sample), path(aligned)
    output: path 'called.txt'
    script:
    """
    ${waitFor('CALL')}
    if ${params.fails}; then
        echo 'the reference is damaged: contig 20 is missing' >&2
        exit 3
    fi
    cp ${aligned} called.txt
    echo 'called at ${params.depth}' >>called.txt
    """
}

workflow { PREPARE(Channel.of('S1')) | ALIGN | CALL }
