process COUNT {
    tag "$n"
    memory { 10.MB * task.attempt }
    errorStrategy { task.exitStatus == 42 ? 'retry' : 'terminate' }
    maxRetries 2
    publishDir params.output_dir, mode: 'copy'
    input:
    val n
    val words
    output: path "${n}.txt"
    script: "test ${task.attempt} -ge $n || exit 42; (letters '$words'; echo ' ${task.memory} $n') > ${n}.txt"
}
