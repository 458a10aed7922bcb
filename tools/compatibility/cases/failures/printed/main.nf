println "The genome GRCh99 is not known. Choose GRCh38."
System.exit(3)
