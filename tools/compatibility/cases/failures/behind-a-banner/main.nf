log.info """
${'-' * 78}
   ____  _____    _    ____  ____
  |  _ \\| ____|  / \\  |  _ \\/ ___|
  | |_) |  _|   / _ \\ | | | \\___ \\
  |  _ <| |___ / ___ \\| |_| |___) |
  |_| \\_\\_____/_/   \\_\\____/|____/
${'-' * 78}
"""
(1..40).each { log.info "  parameter_${it.toString().padLeft(2, '0')} : value ${it}" }
log.info '-' * 78
println "Genome 'GRCh99' is not in the table of genomes."
println 'Available: GRCh37, GRCh38'
System.exit(1)
