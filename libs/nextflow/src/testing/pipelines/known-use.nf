// A task that requests and uses known amounts, in MiB, and one that requests nothing.
params.cpus = 1

process HOLD {
    tag "${mib}"
    cpus params.cpus
    memory '2 GB'
    time '10 min'

    input:
    val mib

    output:
    path 'held'

    script:
    """
    { head -c ${mib}m /dev/zero; sleep 8; } | tail -c ${mib}m > held
    """
}

process FREE {
    script:
    """
    true
    """
}

workflow {
    HOLD(channel.of(400))
    FREE()
}
