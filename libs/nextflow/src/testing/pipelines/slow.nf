// QUICK ends. SLOW then appends to its file for `params.slow` seconds.
process QUICK {
  output: path 'quick.txt'
  script: "echo quick > quick.txt"
}

process SLOW {
  input: path quick
  output: path 'slow.txt'
  script: "for i in \$(seq ${params.slow}); do echo \$i >> slow.txt; sleep 1; done"
}

workflow {
  SLOW(QUICK())
}
