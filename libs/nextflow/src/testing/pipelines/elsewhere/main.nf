// One process on the machine of Nextflow, and one on a cluster that no test machine has, so that its submission fails.
process HERE {
  script:
  'true'
}

process ELSEWHERE {
  executor 'nqsii'

  script:
  'true'
}

workflow {
  HERE()
  ELSEWHERE()
}
