// Lets the pipeline check each set of parameters in `params.cases`, and writes the result: the files that it found, or
// its error. Then runs the pipeline's first step with the last set.
include { findInputs; INDEX } from '../../../pipelines/wes/main.nf'

/** Reflection wraps an error once for each function that it passes. */
def causeOf(wrong) {
    wrong.message == null && wrong.cause ? causeOf(wrong.cause) : wrong
}

workflow {
    def answers = params.cases.collect { given ->
        try {
            def found = findInputs(given)
            [genes: found.genes.name, targets: found.targets.name, samples: found.pairs.collect { pair -> pair[0] }]
        }
        catch (Throwable wrong) {
            [error: causeOf(wrong).message]
        }
    }
    file(params.answers).text = groovy.json.JsonOutput.toJson(answers)

    def last = findInputs(params.cases.last())
    INDEX(last.reference, last.genes, last.targets)
}
