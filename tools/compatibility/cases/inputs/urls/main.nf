process READ {
    publishDir params.output_dir, mode: 'copy'
    input: path remote
    output: path 'copy.txt'
    script: "cp -L $remote copy.txt"
}

workflow { READ(Channel.fromPath(params.remote)) }
