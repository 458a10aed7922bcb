process MAY_FAIL {
    tag "$n"
    errorStrategy 'ignore'
    publishDir params.output_dir, mode: 'copy'
    input: val n
    output: path "${n}.txt"
    script: "echo $n > ${n}.txt; test $n -ne 2 || exit 7"
}

workflow { MAY_FAIL(Channel.of(1, 2, 3)) }
