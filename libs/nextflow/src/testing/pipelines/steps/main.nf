// The same steps once for each cache mode, which nextflow.config sets by name, and tasks whose inputs change.
include { STEPS as STANDARD; STEPS as LENIENT; STEPS as DEEP } from './steps.nf'
include { INPUTS } from './inputs.nf'

params.folder = null

workflow {
  STANDARD(Channel.fromPath("${params.folder}/STANDARD.txt"))
  LENIENT(Channel.fromPath("${params.folder}/LENIENT.txt"))
  DEEP(Channel.fromPath("${params.folder}/DEEP.txt"))
  INPUTS()
}
