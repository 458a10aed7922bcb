// Two steps that take a moment.
nextflow.enable.dsl = 2

params.output_dir = null

process FIRST {
    output: path 'first.txt'
    script: "echo first >first.txt"
}

process LAST {
    input: path first
    output: path 'last.txt'
    script: "cp ${first} last.txt; sleep 0.1"
}

workflow { FIRST | LAST }
