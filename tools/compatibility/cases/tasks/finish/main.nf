process WORK {
    tag "$n"
    errorStrategy 'finish'
    publishDir params.output_dir, mode: 'copy'
    input: val n
    output: path "${n}.txt"
    script:
    if (n == 1)
        "until [ -f '${params.side}/runs' ]; do sleep 0.1; done; echo 'broken on purpose' >&2; exit 5"
    else
        "touch '${params.side}/runs'; sleep 4; echo $n > ${n}.txt"
}

process AFTER {
    input: path done
    output: stdout
    script: "cat $done"
}

workflow { WORK(Channel.of(1, 2)) | AFTER }
