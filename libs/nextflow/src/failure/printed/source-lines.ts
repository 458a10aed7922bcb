/** `bash -x` prints each command that it runs. */
const TRACED = /^\++ /;
/** ``.command.sh: line 3: `done'``: bash quotes a line that it could not parse. */
const QUOTED = /\.command\.sh: line \d+: `.*'$/;
/** The rest of a shell pipeline whose first program was killed: `   23729 Done    | sort > sorted.sam`. */
const REST_OF_PIPELINE = /^\s+\d+ (?:Done|Exit \d+|Killed|Terminated|Broken pipe)\b.*\|/;

/**
 * Creates a predicate for printed lines that are the author's script, not program output: bash prints commands when
 * tracing, on a syntax error, and when a program is killed.
 */
export function isSourceLine(script: string): (line: string) => boolean {
  const source = new Set(
    script
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  );
  return (line) => TRACED.test(line) || QUOTED.test(line) || REST_OF_PIPELINE.test(line) || source.has(line.trim());
}
