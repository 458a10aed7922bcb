// One task of every kind that a trace can contain. Each process is named after its kind.
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

// Tasks with equal inputs. Nextflow gives them the same hash and work dir. They run one after the other, because two
// that run there concurrently overwrite each other's exit code, and on a busy machine Nextflow then fails one of them.
process TWIN {
  maxForks 1
  tag "$sample"
  input: val sample
  output: stdout
  script: "echo $sample"
}

process UNTAGGED_TWIN {
  maxForks 1
  input: val sample
  output: stdout
  script: "echo $sample"
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
  TWIN(Channel.of('a', 'a', 'b'))
  UNTAGGED_TWIN(Channel.of('a', 'a'))
}
