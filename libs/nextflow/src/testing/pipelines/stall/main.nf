/** Stalls like a run that lost its count of free processors. The third task changes the count. */
process TWICE {
  input:
  val x

  output:
  val y

  exec:
  if (x == 3) nextflow.Global.session.executorFactory.executors.values().each { it.monitor.availCpus = -9 }
  y = x * 2
}

workflow {
  TWICE(Channel.of(1..20))
}
