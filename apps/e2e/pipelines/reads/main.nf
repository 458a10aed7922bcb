// READ and TRIM each read a file in `params.folder`, and CALL reads their results. CALL waits for the file `CALL` in
// that folder.
nextflow.enable.dsl = 2

params.folder = null
params.output_dir = null

def given(name) {
    def path = new File("${params.folder}/${name}")
    // The strict parser has no `while`.
    (1..100_000).find { poll ->
        sleep(50)
        path.exists()
    }
    file(path.path)
}

process READ {
    tag 'S1'
    input: path reads
    output: path 'read.txt'
    script: "cat ${reads} >read.txt"
}

process TRIM {
    tag 'S1'
    input: path adapters
    output: path 'trimmed.txt'
    script: "cat ${adapters} >trimmed.txt"
}

process CALL {
    tag 'S1'
    publishDir params.output_dir, mode: 'copy'
    input:
    path read
    path trimmed
    output: path 'called.txt'
    script: "cat ${read} ${trimmed} >called.txt; touch '${params.folder}/CALL.reached'; until [ -e '${params.folder}/CALL' ]; do sleep 0.1; done"
}

workflow { CALL(READ(given('reads.txt')), TRIM(given('adapters.txt'))) }
