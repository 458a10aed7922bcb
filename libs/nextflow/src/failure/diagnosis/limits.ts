import type { Diagnosis } from './diagnosis.ts';
import type { TaskFailure } from './task-failure.ts';

const TIME = /^Process exceeded running time limit \((.*)\)/;
/** Nextflow 24.10: `Process requirement exceeds available memory -- req: 900 GB; avail: 23.4 GB`. */
const REQUIREMENT = /^Process requirement exceeds? available (\w+) -- req: (.+); avail: (.+)$/;

/** Diagnoses a task that exceeded its limits or requested more than is available. */
export function overLimit({ causedBy, wasPaused }: TaskFailure): Diagnosis | null {
  const limit = TIME.exec(causedBy ?? '')?.[1];
  if (limit !== undefined && wasPaused)
    return {
      what: `was over its time limit (${limit}), which went on counting while the job was paused`,
      advice: 'Raise the limit if the task needs longer',
      short: `over its time limit (${limit}), which counts pauses`,
    };
  if (limit !== undefined) return { what: `ran longer than its time limit (${limit})`, advice: 'Raise the limit' };
  const [, kind, asked, available] = REQUIREMENT.exec(causedBy ?? '') ?? [];
  if (kind === undefined) return null;
  const amount = (value: string | undefined) => (kind === 'memory' ? `${value} of memory` : `${value} ${kind}`);
  return {
    what: `did not start: it asks for ${amount(asked)}, and the machine has ${available}`,
    advice: "Lower it in the pipeline's configuration, or run the job on a larger machine",
  };
}
