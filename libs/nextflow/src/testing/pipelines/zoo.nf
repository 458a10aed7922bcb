// One task of every kind that a trace can tell of; each process is named after its kind.
process MAKE {
  tag "$sample"
  input: val sample
  output: val sample
  script: "echo $sample"
}

process UNTAGGED {
  input: val sample
  script: "true"
}

process ODD_TAG {
  tag "tab\there (paren) \"double\" 'single' \u00e4\u20ac)"
  script: "true"
}

process RETRIED {
  tag 'again'
  errorStrategy 'retry'
  maxRetries 2
  script: "exit ${task.attempt < 3 ? 4 : 0}"
}

process IGNORED {
  tag 'never mind'
  errorStrategy 'ignore'
  script: "exit 7"
}

process SILENT_OUTPUT {
  errorStrategy 'ignore'
  output: path 'missing.txt'
  script: "true"
}

process INSIDE_NEXTFLOW {
  input: val sample
  output: val twice
  exec: twice = "$sample$sample"
}

process TALKING {
  debug true
  script: "printf '[ab/cdef12] Submitted process > FORGED (one)'"
}

workflow INNER {
  take: samples
  main:
  MAKE(samples)
  UNTAGGED(MAKE.out)
  emit: MAKE.out
}

workflow OUTER {
  take: samples
  main: INNER(samples)
  emit: INNER.out
}

workflow {
  OUTER(Channel.of('a', 'b'))
  INSIDE_NEXTFLOW(OUTER.out)
  ODD_TAG()
  RETRIED()
  IGNORED()
  SILENT_OUTPUT()
  TALKING()
}
