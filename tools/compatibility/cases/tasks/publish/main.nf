process MANY {
    publishDir "${params.output_dir}/symlink", pattern: 'a*'
    publishDir "${params.output_dir}/rellink", mode: 'rellink', pattern: 'b*'
    publishDir "${params.output_dir}/link", mode: 'link', pattern: 'c*'
    publishDir "${params.output_dir}/copy", mode: 'copy', pattern: 'd*', saveAs: { "other-$it" }
    publishDir "${params.output_dir}/move", mode: 'move', pattern: 'e*'
    output:
    path '{a,b,c,d,e}.txt', emit: files
    path 'tree', emit: tree
    path 'absent', optional: true, emit: absent
    script: "for name in a b c d e; do echo \$name > \$name.txt; done; mkdir -p tree/deep; echo t > tree/deep/t.txt; chmod 600 a.txt"
}

process TREE {
    publishDir params.output_dir, mode: 'copy'
    input: path tree
    output: path 'tree'
    script: 'true'
}

workflow { MANY(); TREE(MANY.out.tree) }
