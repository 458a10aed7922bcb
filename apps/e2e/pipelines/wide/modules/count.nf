process COUNT {
    tag "${n}"
    input: val n
    output: val n
    script: ':'
}
