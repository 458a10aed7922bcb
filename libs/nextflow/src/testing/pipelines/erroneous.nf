// Logs an error, and fails in its handler; its exit code is 0.
process MAKE {
    script:
    'true'
}

workflow {
    log.error 'S2 has too few reads'
    MAKE()
    workflow.onComplete = { throw new IllegalStateException('cannot write the summary') }
}
