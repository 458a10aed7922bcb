/** Hangs after its abort: a handler of its shutdown is blocked for ever. */
process FAIL {
  script:
  'exit 3'
}

workflow {
  workflow.onComplete {
    new java.util.concurrent.CountDownLatch(1).await()
  }
  FAIL()
}
