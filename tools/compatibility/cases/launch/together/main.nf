include { greet } from 'plugin/nf-greet'
include { COUNT } from './modules/count'

process SUM {
    publishDir params.output_dir
    input: path counted
    output: path 'all.txt'
    script: "test -f '${params.side}/mended' || exit 3; sort $counted > all.txt; pwd -P | grep -c '^${params.work}' >> all.txt"
}

workflow {
    COUNT(Channel.of(1, 2), greet('world'))
    SUM(COUNT.out.collect())
}
