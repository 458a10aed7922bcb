// READ takes a file, COUNT what READ made and a parameter; of each sample in `params.folder` one task.
params.folder = null
params.threads = 1
params.word = 'one'

process READ {
  tag "$sample"
  input: tuple val(sample), path(reads), path(quality)
  output: tuple val(sample), path('read.txt')
  script: "cat $reads $quality > read.txt; echo ${params.threads} >> read.txt"
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
}
