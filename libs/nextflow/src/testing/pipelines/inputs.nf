// READ takes a file, COUNT what READ made and a value; of each sample in `params.folder` one task. WRITE reads a parameter.
params.folder = null
params.threads = 1
params.word = 'one'

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

workflow {
  samples = Channel.fromPath("${params.folder}/*.fq").map { [it.baseName, it, file("${params.folder}/${it.baseName}.qual")] }
  COUNT(READ(samples), params.word)
  WRITE()
}
