workflow {
    Channel.of(1
}
