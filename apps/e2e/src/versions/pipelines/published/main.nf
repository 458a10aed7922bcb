// Publishes with an output block, whose index names the results, and declares parameters in a params block. Requires
// Nextflow 25.10 or later.
params {
    samples: List<String>
    letters: Integer = 2 * 3
}

process CALL {
    tag "${sample}"
    input: val sample
    output: path "${sample}.txt"
    script: "echo called >${sample}.txt"
}

workflow {
    main:
    CALL(channel.fromList(params.samples))
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
