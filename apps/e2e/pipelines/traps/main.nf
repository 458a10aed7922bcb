// Tasks that are hard to terminate: one traps TERM, and the other has a child that traps TERM in a separate session.
// Each creates a file in the test's folder, and ends after five minutes.
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
