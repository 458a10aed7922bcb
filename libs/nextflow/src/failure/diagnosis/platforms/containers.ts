import type { Diagnosis } from '../diagnosis.ts';
import { MEMORY_ADVICE } from '../memory.ts';
import { exitText, type TaskFailure } from '../task-failure.ts';

/**
 * Exit codes of `docker run` itself: its own error, a command that cannot be run, a command that is not found. Source:
 * docker-run(1).
 */
const OWN_CODES = [125, 126, 127];
/**
 * `docker: Error response from daemon: ...` contains the reason. The last line is only "Run 'docker run --help'...".
 */
const SAID = /^docker: (?:Error response from daemon: )?(.+)$/;
const FLAG = /^invalid argument .* for .* flag:|^unknown (?:shorthand )?flag/;
const NO_IMAGE = /^Unable to find image '(.+)' locally$/;
/** If this line follows, the container failed for another reason. */
const PULLED = /^Status: (?:Downloaded newer image|Image is up to date) for /;
const NO_SHELL = /exec: "?(\/\S+?)"?: (stat \S+: )?(no such file or directory|permission denied)/;

/** Diagnoses a container that Docker could not start. */
export function containerNotStarted({ exitCode, lines }: TaskFailure): Diagnosis | null {
  if (exitCode === null || !OWN_CODES.includes(exitCode)) return null;
  const said = lines.map((line) => SAID.exec(line)?.[1]).find(Boolean) ?? lines.find((line) => FLAG.test(line));
  if (said === undefined) return null;
  const why = said.replace(/\.?$/, '').replace(/: unknown$/, '');
  const isPulled = lines.some((line) => PULLED.test(line));
  const image = isPulled ? undefined : lines.map((line) => NO_IMAGE.exec(line)?.[1]).find(Boolean);
  if (image)
    return {
      what: `did not start: the image ${image} is not on its machine, and Docker could not fetch it`,
      why,
      advice: 'Check its name and the connection to the registry, or get it with `docker load`',
      short: `the image ${image} could not be fetched`,
    };
  const [, program, , problem] = NO_SHELL.exec(said) ?? [];
  if (program)
    return {
      what: `did not start: ${program} of its container image cannot be run (exit code ${exitCode})`,
      why: problem,
      advice: 'Use an image with bash, which runs every script of Nextflow',
      short: `${program} of its container image cannot be run`,
    };
  return {
    what: `did not start: Docker refused its container (exit code ${exitCode})`,
    why,
    advice: "Check the container and its options in the pipeline's configuration",
  };
}

/** Diagnoses a container that ran out of memory or was ended by a command, as its engine reports. */
export function containerEnded(failure: TaskFailure): Diagnosis | null {
  if (failure.containerEnd === null) return null;
  if (failure.containerEnd === 'memory')
    return {
      what: `ran out of memory in its container${exitText(failure)}`,
      advice: MEMORY_ADVICE,
      short: 'ran out of memory',
    };
  const tool = failure.engine ?? 'docker';
  return {
    what: `was ended with its container by a command such as \`${tool} kill\`, not by Reprise${exitText(failure)}`,
    advice: 'Ask who ended it',
    short: `ended by a command such as \`${tool} kill\`, not by Reprise`,
  };
}
