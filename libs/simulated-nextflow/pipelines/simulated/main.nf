// The plan in simulation.json, for a real Nextflow: observers must not be able to distinguish the two. If the parameter
// `mended` is set, CALL fails while the file that it names is missing.
nextflow.enable.dsl = 2

params.output_dir = null
params.mended = null
params.simulation = [:]

process PREPARE {
    tag "${sample}"
    publishDir "${params.output_dir}/prepared", mode: 'copy'
    input: val sample
    output: tuple val(sample), path("${sample}.prepared.txt")
    script: "sleep ${params.simulation.seconds ?: 0}; echo prepared >${sample}.prepared.txt"
}

process FLAKY {
    tag "${sample}"
    errorStrategy 'retry'
    input: tuple val(sample), path(prepared)
    output: tuple val(sample), path("${sample}.FLAKY.txt")
    script: "if [ ${task.attempt} -eq 1 ]; then echo 'not yet' >&2; exit 1; fi; echo flaky >${sample}.FLAKY.txt"
}

process OPTIONAL {
    tag "${sample}"
    errorStrategy 'ignore'
    input: tuple val(sample), path(prepared)
    output: tuple val(sample), path("${sample}.OPTIONAL.txt")
    script: "exit 7"
}

process AFTER_OPTIONAL {
    tag "${sample}"
    input: tuple val(sample), path(optional)
    output: path "${sample}.AFTER_OPTIONAL.txt"
    script: "echo never >${sample}.AFTER_OPTIONAL.txt"
}

process CALL {
    tag "${sample}"
    publishDir "${params.output_dir}/calls", mode: 'copy'
    input: tuple val(sample), path(flaky)
    output: path "${sample}.calls.txt"
    script:
    """
    ${params.mended ? "[ -e '${params.mended}' ] || { echo 'the index is broken' >&2; exit 3; }" : ''}
    sleep ${params.simulation.seconds ?: 0}
    echo called >${sample}.calls.txt
    """
}

process MERGE {
    publishDir params.output_dir, mode: 'copy'
    input: path calls
    output: path 'merged.txt'
    script: "cat *.calls.txt >merged.txt"
}

workflow {
    prepared = PREPARE(Channel.of('S1', 'S2'))
    flaky = FLAKY(prepared)
    AFTER_OPTIONAL(OPTIONAL(prepared))
    calls = CALL(flaky)
    MERGE(calls.collect())
}
