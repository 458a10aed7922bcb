// Tasks that are hard to end: one that traps TERM, and one whose child traps TERM in a session of its own.
// Each says in `params.folder` that it is there, and ends by itself after five minutes.
nextflow.enable.dsl = 2

params.folder = null
params.output_dir = null

process STUBBORN {
    output: stdout
    script:
    """
    trap '' TERM INT HUP
    touch '${params.folder}/stubborn'
    for i in \$(seq 1500); do sleep 0.2; done
    """
}

process ESCAPED {
    output: stdout
    script:
    """
    setsid sh -c "trap '' TERM INT HUP; echo \\\$\\\$ >'${params.folder}/escaped.part'; mv '${params.folder}/escaped.part' '${params.folder}/escaped'; for i in \\\$(seq 1500); do sleep 0.2; done" </dev/null >/dev/null 2>&1 &
    wait
    """
}

workflow {
    STUBBORN()
    ESCAPED()
}
