// Has an unreadable config.
nextflow.enable.dsl = 2

params.output_dir = null

workflow { Channel.of('S1').view() }
