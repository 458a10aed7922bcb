process ALIGN {
    publishDir params.output_dir, mode: 'copy'
    input: path index
    output: path 'names.txt'
    script: "ls -1 $index | sort > names.txt"
}

workflow { ALIGN(Channel.fromPath("${params.index}.*.bt2").collect()) }
