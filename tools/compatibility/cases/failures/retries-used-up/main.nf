process STEP {
    tag 'S1'
    errorStrategy 'retry'
    maxRetries 1
    output: path 'out.txt'
    script: "echo 'try ${task.attempt}' >&2; exit 9"
}

workflow { STEP() }
