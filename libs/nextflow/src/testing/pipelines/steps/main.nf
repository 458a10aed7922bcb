// The same steps under each mode of the cache, which nextflow.config sets by name.
include { STEPS as STANDARD; STEPS as LENIENT; STEPS as DEEP } from './steps.nf'

params.folder = null

workflow {
  STANDARD(Channel.fromPath("${params.folder}/STANDARD.txt"))
  LENIENT(Channel.fromPath("${params.folder}/LENIENT.txt"))
  DEEP(Channel.fromPath("${params.folder}/DEEP.txt"))
}
