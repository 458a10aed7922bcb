process A {
    publishDir params.output_dir, mode: 'copy'
    output: path 'a.txt'
    script: 'exit 1'
    stub: 'echo stub > a.txt'
}

process B {
    output: stdout
    script: 'exit 1'
}

workflow only_a { A() }
workflow { B() }
