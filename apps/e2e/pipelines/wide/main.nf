// Edge cases of a pipeline: nested sub-workflows, aliases, many tasks, retries, ignored errors, odd tags.
nextflow.enable.dsl = 2

include { COUNT } from './modules/count.nf'
include { COUNT as RECOUNT } from './modules/count.nf'

params.tasks = 100
params.output_dir = null

process TAGGED {
    tag "${label}"
    input: val label
    output: val label
    script: ':'
}

process RETRIED {
    tag 'r'
    errorStrategy 'retry'
    maxRetries 2
    output: stdout
    script: "test ${task.attempt} -eq 3"
}

process IGNORED {
    tag "${n}"
    errorStrategy 'ignore'
    input: val n
    output: val n
    script: "test ${n} -ne 2 || exit 7"
}

process NEVER_REACHED {
    input: val n
    output: val n
    script: ':'
}

process SUMMARY {
    publishDir params.output_dir, mode: 'copy'
    input: val counted
    output: path 'summary.txt'
    script: "echo ${counted} >summary.txt"
}

workflow INNER {
    take: numbers
    main: COUNT(numbers)
    emit: COUNT.out
}

workflow OUTER {
    take: numbers
    main:
    INNER(numbers)
    RECOUNT(INNER.out.filter { it <= 3 })
    emit: RECOUNT.out
}

workflow {
    TAGGED(Channel.of('plain', 'a\ttab', 'it\'s "quoted"', 'two (2) (three)', 'наука ✓ 東京', 'a > b; $HOME `id`'))
    RETRIED()
    IGNORED(Channel.of(1, 2, 3))
    OUTER(Channel.of(1..(params.tasks as int)))
    NEVER_REACHED(OUTER.out.filter { it < 0 })
    SUMMARY(OUTER.out.count())
}
