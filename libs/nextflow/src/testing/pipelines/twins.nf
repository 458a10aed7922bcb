// Tasks with equal inputs: Nextflow gives them one hash and one work dir. One after the other, since two that run there at
// once overwrite each other's exit code, and on a busy machine Nextflow then fails one.
process TAGGED {
  maxForks 1
  tag "$sample"
  input: val sample
  output: stdout
  script: "echo $sample"
}

process UNTAGGED {
  maxForks 1
  input: val sample
  output: stdout
  script: "echo $sample"
}

workflow {
  TAGGED(Channel.of('a', 'a', 'b'))
  UNTAGGED(Channel.of('a', 'a'))
}
