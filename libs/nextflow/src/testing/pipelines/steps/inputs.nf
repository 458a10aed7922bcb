// READ reads a file, COUNT the result of READ and a value; each has one task per sample in `params.inputs`. WRITE reads
// a parameter.
params.inputs = null
params.threads = 1
params.pattern = 'one'

process READ {
  tag "$sample"
  input: tuple val(sample), path(reads), path(quality)
  output: tuple val(sample), path('read.txt')
  script: "cat $reads $quality > read.txt"
}

process WRITE {
  script: "echo ${params.threads}"
}

process COUNT {
  input:
  tuple val(sample), path(text)
  val word
  output: path 'count.txt'
  script: "grep -c $word $text > count.txt || true"
}

workflow INPUTS {
  main:
  samples = Channel.fromPath("${params.inputs}/*.fq").map { [it.baseName, it, file("${params.inputs}/${it.baseName}.qual")] }
  COUNT(READ(samples), params.pattern)
  WRITE()
}
