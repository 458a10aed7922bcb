// Two samples through a sub-workflow: PREPARE -> ALIGN (with INDEX) -> CALL, and CHECK. REPORT reads a file that an
// operator collects, CHUNK reads parts into which another operator splits an input, and TELL runs inside of Nextflow.
params.word = 'one'

process INDEX {
  output: path 'index.txt'
  script: "echo index > index.txt"
}

process CHECK {
  tag "$sample"
  input: val sample
  output: path 'check.txt'
  script: "echo $sample ${params.word} > check.txt"
}

process PREPARE {
  tag "$sample"
  input: val sample
  output: tuple val(sample), path('prepared.txt')
  script: "echo $sample > prepared.txt"
}

process ALIGN {
  tag "$sample"
  input:
  tuple val(sample), path(prepared)
  path index
  output: tuple val(sample), path('aligned.txt')
  script: "cat $prepared $index > aligned.txt"
}

process CALL {
  tag "$sample"
  input: tuple val(sample), path(aligned)
  output: path 'called.txt'
  script: "cat $aligned > called.txt"
}

process REPORT {
  input: path all
  output: path 'report.txt'
  script: "cat $all > report.txt"
}

process TELL {
  input: val report
  output: val told
  exec: told = report.toString()
}

process CHUNK {
  input: path lines
  script: "cat $lines"
}

workflow MAP {
  take: samples
  main:
  INDEX()
  ALIGN(PREPARE(samples), INDEX.out)
  CALL(ALIGN.out)
  emit: CALL.out
}

workflow STEPS {
  take: lines
  main:
  samples = Channel.of('a', 'b')
  CHECK(samples)
  MAP(samples)
  REPORT(MAP.out.collectFile(name: 'all.txt', sort: true))
  TELL(REPORT.out)
  CHUNK(lines.splitText(by: 1, file: true))
}
