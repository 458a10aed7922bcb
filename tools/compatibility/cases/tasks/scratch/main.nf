process PYTHON {
    scratch true
    publishDir params.output_dir, mode: 'copy'
    output: path 'sum.txt'
    script: """
    #!/usr/bin/env python3
    open('left.txt', 'w').write('left behind')
    open('sum.txt', 'w').write(str(sum(range(10))))
    """
}

workflow { PYTHON() }
