// FAIL ends the run while LONG still runs.
process LONG {
  script: "sleep 60"
}

process FAIL {
  tag 'sample 1'
  script: "sleep 1; echo 'this came out'; echo 'the reference has no index' >&2; exit 3"
}

workflow {
  LONG()
  FAIL()
}
