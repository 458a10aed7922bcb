// One process beside Nextflow, one on a cluster that no machine of a test has: its submission fails.
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
