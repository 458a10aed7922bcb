import { dirname } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';
import type { TaskFailure } from './task-failure.ts';

type Sign = readonly [sign: RegExp, diagnose: (...found: string[]) => Diagnosis];

const MAY_WRITE = 'Check that the user that tasks run as (REPRISE_TASK_USER) may write there';

/** Services that Nextflow provides before and after a task, with the failure messages of 24.10. */
const SIGNS: readonly Sign[] = [
  [
    /^Unable to create directory=(\S+) -- check file system permissions/,
    (path) => ({
      what: `did not start: Nextflow cannot make a folder for it in ${dirname(dirname(path))}`,
      advice: MAY_WRITE,
    }),
  ],
  [
    /^Can't stage file (.+) -- reason: (.+)/,
    (file, reason) => ({
      what: `did not start: its input ${file} could not be fetched`,
      why: reason,
      advice: 'Check the address and the way to it',
      short: `its input ${file} could not be fetched: ${reason}`,
    }),
  ],
  [
    /^Failed to create publish directory: (.+)/,
    (folder) => ({
      what: `ended well, but its results could not be published: Nextflow cannot make the folder ${folder}`,
      advice: MAY_WRITE,
      short: `its results could not be published: Nextflow cannot make the folder ${folder}`,
    }),
  ],
  [
    /^Missing output file\(s\) `(.+)` expected by process/,
    (files) => ({
      what: `ended with exit code 0, but did not write ${files}`,
      advice: 'Correct its script, or the outputs that it declares',
      short: `did not write ${files}`,
    }),
  ],
];

/** Diagnoses the failure of a service that Nextflow provides for a task. */
export function notServed({ causedBy }: TaskFailure): Diagnosis | null {
  for (const [sign, diagnose] of SIGNS) {
    const found = sign.exec(causedBy ?? '');
    if (found) return diagnose(...found.slice(1));
  }
  return null;
}
