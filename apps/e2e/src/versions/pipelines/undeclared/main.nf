// Calls a process that is not defined.
nextflow.enable.dsl = 2

params.output_dir = null

workflow {
    ALIGN(Channel.of('S1'))
}
