process STORED {
    storeDir "${params.side}/store"
    output: path 'kept.txt'
    script: "echo ran >> '${params.side}/runs'; echo kept > kept.txt"
}

process SHOW {
    publishDir params.output_dir, mode: 'copy'
    input: path kept
    output: path 'shown.txt'
    script: "cat $kept > shown.txt"
}

workflow { STORED | SHOW }
