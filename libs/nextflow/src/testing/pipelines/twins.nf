// Tasks with equal inputs: Nextflow gives them one hash and one work dir.
process TAGGED {
  tag "$sample"
  input: val sample
  output: stdout
  script: "echo $sample"
}

process UNTAGGED {
  input: val sample
  output: stdout
  script: "echo $sample"
}

workflow {
  TAGGED(Channel.of('a', 'a', 'b'))
  UNTAGGED(Channel.of('a', 'a'))
}
