workflow {
    log.error "The statistics server cannot be reached: no statistics are sent."
    log.warn "The run goes on."
    error("No reads in ${params.folder}. Put files named *.fastq.gz there.")
}
