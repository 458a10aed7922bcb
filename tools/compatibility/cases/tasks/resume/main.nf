process FIRST {
    tag "$n"
    publishDir params.output_dir, mode: 'copy'
    input: val n
    output: path "${n}.txt"
    script: "echo $n > ${n}.txt"
}

process SECOND {
    input: path all
    output: stdout
    script: "test -f '${params.side}/mended' || { echo 'not yet' >&2; exit 4; }; cat $all"
}

workflow { SECOND(FIRST(Channel.of(1, 2)).collect(sort: true)) }
