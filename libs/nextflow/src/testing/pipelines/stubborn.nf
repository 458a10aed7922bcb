// Tasks that are hard to end: each writes READY into `params.ready` when it cannot be ended by TERM any more.
process TRAPS_TERM {
  script:
  """
  trap '' TERM
  touch ${params.ready}/traps_term
  while :; do sleep 0.2; done
  """
}

process LEAVES_SESSION {
  script:
  """
  setsid sh -c "trap '' TERM HUP; touch ${params.ready}/leaves_session; while :; do sleep 0.2; done" &
  sleep 60
  """
}

workflow {
  TRAPS_TERM()
  LEAVES_SESSION()
}
