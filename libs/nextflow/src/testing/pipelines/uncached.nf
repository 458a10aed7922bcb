// A task of it deletes Nextflow's cache.
process CLEAR {
    script:
    "rm -r '${workflow.launchDir}/.nextflow/cache'"
}

workflow {
    CLEAR()
}
