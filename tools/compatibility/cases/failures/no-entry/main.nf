workflow present {
}

workflow {
}
