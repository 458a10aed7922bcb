// Logs an error, cannot publish a file, and fails in its handler; its exit code is 0.
process MAKE {
    publishDir "${launchDir}", mode: 'copy', failOnError: false, saveAs: { name -> "file/${name}" }

    output:
    path 'reads'

    script:
    'touch reads'
}

workflow {
    file("${launchDir}/file").text = 'no folder'
    log.error 'S2 has too few reads'
    MAKE()
    workflow.onComplete = { throw new IllegalStateException('cannot write the summary') }
}
