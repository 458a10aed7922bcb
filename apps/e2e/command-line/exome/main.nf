// For a simulated Nextflow, which reads simulation.json instead.
process FASTP {
    script: 'true'
}

process ALIGN {
    script: 'true'
}

process CALL {
    script: 'true'
}

process FILTER {
    script: 'true'
}
workflow {}
