// Succeeds, but its result cannot be published.
process MAKE {
    publishDir '/proc/none', failOnError: false

    output:
    path 'made.txt'

    script:
    'echo made > made.txt'
}

workflow {
    MAKE()
}
