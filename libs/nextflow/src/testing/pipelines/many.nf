process MANY {
  tag "$n"
  input: val n
  script: "true"
}

workflow {
  MANY(Channel.of(1..params.tasks))
}
