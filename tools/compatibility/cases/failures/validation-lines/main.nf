workflow {
    throw new SchemaValidationException(
        "The following errors have been detected in samples.csv:\n\n" +
        "-> Entry 1: Error for field 'strandedness' (sideways): Expected any of [[forward, reverse]]\n" +
        "-> Entry 3: Missing required field(s): fastq_1, sample\n\n"
    )
}
