params.untouched = 'as in the script'

process SHOW {
    publishDir params.output_dir, mode: 'copy'
    input: val lines
    output: path 'types.txt'
    script: "printf '%s\\n' '${lines.join("' '")}' > types.txt"
}

workflow {
    values = params.findAll { it.key.startsWith('p_') || it.key == 'untouched' }.sort()
    SHOW(Channel.of(values.collect { name, value -> "${name} ${value?.class?.simpleName} ${value}" }).toList().map { it[0] })
}
