// Tries the targets in `params.folder`/targets.json, from Nextflow itself (head.json) and from a task (task.json).
nextflow.enable.dsl = 2

params.folder = null
params.output_dir = null

process SPY {
    output: path 'tried.txt'
    script: "node '${projectDir}/probe.mjs' '${params.folder}' task && echo tried >tried.txt"
}

workflow {
    def head = ['node', "${projectDir}/probe.mjs", "${params.folder}", 'head'].execute()
    head.waitForOrKill(250_000)
    if (head.exitValue() != 0) error "the probe failed: ${head.err.text}"
    SPY()
}
