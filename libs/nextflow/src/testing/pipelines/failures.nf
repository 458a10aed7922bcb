// Tasks that fail in many ways, in one run. Each is named after what it does, and its failure is ignored.
params.behind = null
params.file = null

process DOES {
  tag "$name"
  errorStrategy 'ignore'
  input: tuple val(name), val(script)
  output: path 'result.txt', optional: true
  script: script
}

process OPENS {
  errorStrategy 'ignore'
  input: path closed
  script: "cat $closed > copy"
}

workflow {
  DOES(Channel.of(
    ['a segmentation fault', 'bash -c \'kill -11 $$\' && true; exit $?'],
    ['a bus error', 'bash -c \'kill -BUS $$\''],
    ['an illegal instruction', 'bash -c \'kill -ILL $$\''],
    ['a limit of its processor time', 'bash -c \'kill -24 $$\''],
    ['a limit of its files', 'ulimit -f 1; head -c 4096 /dev/zero > reads'],
    ['a kill', 'bash -c \'kill -KILL $$\''],
    ['a kill of its shell', 'kill -KILL $$'],
    ['exit 125', 'exit 125'],
    ['exit 126', 'echo "#!/bin/sh" > tool; ./tool'],
    ['exit 127', 'no-such-aligner reads.fq'],
    ['a clean-up', 'seq 500 >&2; echo "ERROR: no index" >&2; seq 60 >&2; exit 1'],
    ['words on stdout', 'echo "ERROR: no reads"; exit 3'],
    ['nothing said', 'exit 4'],
    ['its work dir', 'echo "no panel" >&2; pwd >&2; exit 5'],
    ['a here-document', "bash -c 'kill -11 \$\$; cat' <<END\nNo space left on device\nEND"],
    ['a full disk', 'echo reads > /dev/full'],
    ['an unset variable', 'echo $REFERENCE'],
    ['a closed file', "cat '${params.behind}'"],
  ))
  OPENS(file(params.file))
}
