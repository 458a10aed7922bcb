// Two steps; the last one takes a moment.
nextflow.enable.dsl = 2

params.output_dir = null
params.seconds = 0.1

process FIRST {
    output: path 'first.txt'
    script: "echo first >first.txt"
}

process LAST {
    input: path first
    output: path 'last.txt'
    script: "cp ${first} last.txt; sleep ${params.seconds}"
}

workflow { FIRST | LAST }
