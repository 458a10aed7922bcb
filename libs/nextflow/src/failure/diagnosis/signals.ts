import type { Diagnosis } from './diagnosis.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

const BROKEN_PIPE = 141;
const ENDED = new Map([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [143, 'SIGTERM'],
]);

/** Diagnoses a task that was ended by an external signal, or by Docker when it stopped. */
export function ended(failure: TaskFailure): Diagnosis | null {
  const { exitCode, cause, isNamed } = failure;
  if (exitCode === BROKEN_PIPE)
    return {
      what: `wrote to a pipe whose reader had ended${exitText(failure)}: with pipefail in its script, that is a failure`,
      advice: 'Let the last program of the pipe read all of it',
      short: 'wrote to a pipe whose reader had ended',
    };
  if (failure.stoppedDocker !== null)
    return {
      what: `was ended${exitText(failure)}, most likely because Docker was stopped`,
      why: failure.stoppedDocker,
      advice: "Start Docker on the runner's machine",
      short: 'ended, most likely because Docker was stopped',
    };
  const signal = ENDED.get(exitCode ?? 0);
  if (!signal) return null;
  const why = isNamed && cause !== 'Terminated' ? cause : null;
  return {
    what: `was ended by ${signal}${exitText(failure)}`,
    why,
    short: `ended by ${signal}`,
  };
}
