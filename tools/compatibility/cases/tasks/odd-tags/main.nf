process TAGGED {
    tag "${label}"
    input: val label
    output: val label
    script: ':'
}

workflow {
    TAGGED(Channel.of('plain', 'a\ttab', 'it\'s "quoted"', 'two (2) (three)', 'наука ✓ 東京', 'a > b; $HOME `id`', '-', '[x]', 'x, y'))
}
