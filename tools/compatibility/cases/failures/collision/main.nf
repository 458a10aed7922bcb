process JOIN {
    input: path files
    output: stdout
    script: "cat $files"
}

workflow { JOIN(Channel.fromPath("${params.folder}/*/same.txt").collect()) }
