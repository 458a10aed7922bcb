/** Hangs after its abort, because a shutdown handler is blocked forever. */
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
