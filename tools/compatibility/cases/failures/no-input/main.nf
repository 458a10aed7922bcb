workflow { file("${projectDir}/absent.txt", checkIfExists: true) }
