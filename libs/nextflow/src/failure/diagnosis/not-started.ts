import { basename } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';
import type { TaskFailure } from './task-failure.ts';

/** `No such variable: reference -- Check script '/pipelines/wes/main.nf' at line: 7` */
const IN_SCRIPT = /^(?<said>.+?) -- Check script '(?<script>.+)' at line: (?<line>\d+)/s;
const UNDEFINED = /^No such (?:variable|property): (\S+)/;
/** Groovy's messages about undefined values. */
export const ON_NULL = /^Cannot (?:invoke method|get property) .+ on null object$/;
export const ON_NULL_ADVICE = 'Check that every parameter that it uses has a value';

/** Diagnoses a task that Nextflow could not create from the pipeline's script. */
export function notStarted({ causedBy, missingParams }: TaskFailure): Diagnosis | null {
  const { said, script, line } = IN_SCRIPT.exec(causedBy ?? '')?.groups ?? {};
  if (said === undefined || script === undefined) return null;
  const place = `line ${line} of ${basename(script)}`;
  const name = UNDEFINED.exec(said)?.[1];
  if (name !== undefined)
    return {
      what: `did not start: its script uses ${name}, which is not defined (${place})`,
      advice: `Correct the script or the name of the parameter`,
      short: `its script uses ${name}, which is not defined`,
    };
  const why = `${said.trim()} (${place})`;
  if (!ON_NULL.test(said.trim())) return { what: 'did not start', why };
  const advice =
    missingParams.length > 0
      ? `Give a value to ${missingParams.map((param) => `params.${param}`).join(', ')}`
      : ON_NULL_ADVICE;
  return { what: 'did not start', why, advice, then: 'rerun' };
}
