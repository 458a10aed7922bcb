// Tasks that are hard to end: one that traps TERM, and one whose child traps TERM in a session of its own.
// Each says in the folder of the test that it is there, and ends by itself after five minutes.
nextflow.enable.dsl = 2

params.output_dir = null

def folder() { "${workflow.launchDir}/../gates" }

process STUBBORN {
    output: stdout
    script:
    """
    trap '' TERM INT HUP
    mkdir -p '${folder()}'
    touch '${folder()}/stubborn'
    for i in \$(seq 1500); do sleep 0.2; done
    """
}

process ESCAPED {
    output: stdout
    script:
    """
    setsid sh -c "trap '' TERM INT HUP; echo \\\$\\\$ >'${folder()}/escaped.part'; mv '${folder()}/escaped.part' '${folder()}/escaped'; for i in \\\$(seq 1500); do sleep 0.2; done" </dev/null >/dev/null 2>&1 &
    wait
    """
}

workflow {
    STUBBORN()
    ESCAPED()
}
