process FLAKY {
    tag "$n"
    memory { 10.MB * task.attempt }
    errorStrategy { task.exitStatus == 42 ? 'retry' : 'terminate' }
    maxRetries 2
    publishDir params.output_dir, mode: 'copy'
    input: val n
    output: path "${n}.txt"
    script: "test ${task.attempt} -ge $n || exit 42; echo '${task.memory}' > ${n}.txt"
}

workflow { FLAKY(Channel.of(1, 2, 3)) }
