process COUNT {
    publishDir params.output_dir, mode: 'copy'
    input: path sheet
    output: path 'count.txt'
    script: "awk -F, 'NR > 1 && \$2 >= ${params.least}' $sheet | wc -l | tr -d ' ' > count.txt"
}

workflow { COUNT(Channel.fromPath(params.input, checkIfExists: true)) }
