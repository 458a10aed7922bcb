def note(text) {
    file("${params.side}/notes.txt").append("$text\n")
}

process TOUCH {
    input: val n
    output: stdout
    script: "echo task >> '${params.side}/tasks.txt'; echo $n"
}

workflow {
    note('script')
    file('beside.txt').text = 'beside\n'
    TOUCH(1)
    workflow.onComplete { note("complete ${workflow.success}") }
}
