// Two tasks and one that merges their results. Each notes itself in `notes`; CHECK fails until the file `mended` exists.
nextflow.enable.dsl = 2

params.notes = null
params.mended = null
// Noted by the wrapper of Nextflow.
params.reads = null
params.seconds = 1
params.seed = 1
params.output_dir = null

def note(task) {
    "echo \"\$REPRISE_JOB_ID \$REPRISE_ATTEMPT ${task}\" >>'${params.notes}'"
}

process WORK {
    tag "${label}"
    publishDir "${params.output_dir}/work", mode: 'copy'
    input: val label
    output: path "${label}.txt"
    script: "${note("WORK_${label}")}; sleep ${params.seconds}; echo 'WORK (${label})' >${label}.txt"
}

process CHECK {
    input: path parts
    output: path 'checked.txt'
    script: "${note('CHECK')}; test -z '${params.mended ?: ''}' || test -e '${params.mended ?: ''}'; cat ${parts} >checked.txt"
}

process MERGE {
    publishDir params.output_dir, mode: 'copy'
    input: path checked
    output: path 'merged.txt'
    script: "${note('MERGE')}; sort ${checked} >merged.txt"
}

workflow { WORK(Channel.of('a', 'b')).collect() | CHECK | MERGE }
