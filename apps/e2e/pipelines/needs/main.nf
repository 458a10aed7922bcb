// Each task allocates `memory_mb`, runs for `seconds`, `cpu_percent` of them on a CPU, and writes what it measured.
nextflow.enable.dsl = 2

params.output_dir = null
params.tasks = 10
params.memory_mb = 240
params.cpu_percent = 10
params.seconds = 9

process USE {
    tag "${n}"
    cpus 2
    memory 1.GB
    time 1.h
    publishDir params.output_dir, mode: 'copy'

    input: val n
    output: path 'used.*.json'

    script:
    """
    node '${projectDir}/use.mjs' ${params.memory_mb} ${params.cpu_percent} ${params.seconds} ${task.memory.toBytes()} >used.${n}.json
    """
}

workflow { USE(channel.of(1..params.tasks)) }
