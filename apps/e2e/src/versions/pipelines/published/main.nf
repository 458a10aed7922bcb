// Publishes by an output block, whose index names the results, and takes parameters by a params block: Nextflow 25.10 and later.
params {
    sample: String = 'S1'
}

process CALL {
    tag "${sample}"
    input: val sample
    output: path 'called.txt'
    script: "echo called >called.txt"
}

workflow {
    main:
    CALL(channel.of(params.sample))
    publish:
    calls = CALL.out
}

output {
    calls {
        path 'calls'
        index {
            path 'calls.csv'
        }
    }
}
