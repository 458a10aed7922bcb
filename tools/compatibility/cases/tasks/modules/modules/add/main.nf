process ADD {
    tag "$id"
    publishDir path: { "${params.output_dir}/${task.process.replace(':', '-')}" }, mode: 'copy', saveAs: { "${id}.txt" }

    input: tuple val(id), val(n)
    output: tuple val(id), path('sum.txt')
    script: template 'add.sh'
}
