/** `bash -x` prints each command that it runs. */
const TRACED = /^\++ /;
/** ``.command.sh: line 3: `done'``, with which bash quotes what it could not parse. */
const QUOTED = /\.command\.sh: line \d+: `.*'$/;
/** The rest of a pipeline whose first program was killed: `   23729 Done    | sort > sorted.sam`. */
const REST_OF_PIPELINE = /^\s+\d+ (?:Done|Exit \d+|Killed|Terminated|Broken pipe)\b.*\|/;

/**
 * Makes a predicate for printed lines that are the author's script, not what a program said: bash prints commands when it
 * traces, when it cannot parse one, and when a program of one is killed.
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
