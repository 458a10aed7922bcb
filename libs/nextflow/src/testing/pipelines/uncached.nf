// One of its tasks deletes Nextflow's cache.
process CLEAR {
    script:
    "rm -r '${workflow.launchDir}/.nextflow/cache'"
}

workflow {
    CLEAR()
}
