process FIRST {
    output: path 'first.txt'
    script: 'echo first > first.txt'
}

process SECOND {
    publishDir params.output_dir
    input: path first
    output: path 'second.txt'
    script: "test -f '${params.side}/mended' || exit 3; cat $first > second.txt; pwd -P | grep -c '^${params.work}' >> second.txt"
}

workflow { FIRST | SECOND }
