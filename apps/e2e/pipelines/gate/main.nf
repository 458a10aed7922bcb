// Four steps, each of which waits for a file with its name (or `all`) in the test's folder. Likewise, the first task
// after Nextflow's launch waits for `before_first_task`.
nextflow.enable.dsl = 2

params.folder = null
params.before_first_task = false
params.output_dir = null

def folder() { params.folder ?: "${workflow.launchDir}/../gates" }

String waitFor(step) {
    "mkdir -p '${folder()}'; touch '${folder()}/${step}.reached'; until [ -e '${folder()}/${step}' ] || [ -e '${folder()}/all' ]; do sleep 0.1; done"
}

def holdTheLaunch() {
    new File(folder()).mkdirs()
    new File("${folder()}/launch.reached").createNewFile()
    // The strict parser has no `while`.
    (1..100_000).find { poll ->
        sleep(50)
        new File("${folder()}/launch").exists() || new File("${folder()}/all").exists()
    }
}

process PREPARE {
    tag "${sample}"
    input: val sample
    output: tuple val(sample), path('prepared.txt')
    script: "${waitFor('PREPARE')}; echo prepared >prepared.txt"
}

process ALIGN {
    tag "${sample}"
    publishDir "${params.output_dir}/bam", mode: 'copy'
    input: tuple val(sample), path(prepared)
    output: tuple val(sample), path('aligned.bam')
    script: "cp ${prepared} aligned.bam; ${waitFor('ALIGN')}; echo aligned >>aligned.bam"
}

process CALL {
    tag "${sample}"
    input: tuple val(sample), path(aligned)
    output: tuple val(sample), path('called.txt')
    script: "cp ${aligned} called.txt; ${waitFor('CALL')}; echo called >>called.txt"
}

process REPORT {
    tag "${sample}"
    publishDir params.output_dir, mode: 'copy'
    input: tuple val(sample), path(called)
    output: path 'report.txt'
    script: "cp ${called} report.txt; ${waitFor('REPORT')}; echo reported >>report.txt"
}

workflow {
    if (params.before_first_task) holdTheLaunch()
    PREPARE(Channel.of('S1')) | ALIGN | CALL | REPORT
}
