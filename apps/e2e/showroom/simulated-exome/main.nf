// Only names: a simulated Nextflow reads them, and simulation.json defines the tasks.
nextflow.enable.dsl = 2

process FASTQC {
    script: 'true'
}

process FASTP {
    script: 'true'
}

process INDEX {
    script: 'true'
}

process ALIGN {
    script: 'true'
}

process CALL {
    script: 'true'
}

process ANNOTATE {
    script: 'true'
}

process FILTER {
    script: 'true'
}

workflow {
    FASTQC()
}
