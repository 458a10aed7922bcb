workflow { error("No reads in ${params.folder}. Put files named *.fastq.gz there.") }
