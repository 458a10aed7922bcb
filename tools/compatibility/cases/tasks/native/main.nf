process NATIVE {
    tag "$n"
    input: val n
    output: val squared
    exec: squared = n * n
}

process WRITE {
    publishDir params.output_dir, mode: 'copy'
    input: val sum
    output: path 'sum.txt'
    exec: task.workDir.resolve('sum.txt').text = "$sum\n"
}

workflow { NATIVE(Channel.of(1, 2, 3)).sum() | WRITE }
