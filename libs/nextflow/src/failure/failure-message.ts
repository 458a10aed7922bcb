import type { FailureDigest } from './failure-digest.ts';
import { cutText } from './plain-text.ts';
import { remedyFor } from './remedies.ts';

/**
 * Makes the sentence for people: what failed and, where known, why and what to do about it. `said`: lines of Nextflow's own
 * message, which are kept whole (nf-schema names a row of a samplesheet in each).
 */
export function failureMessage(
  digest: Omit<FailureDigest, 'message'>,
  task: string | null,
  said: readonly string[] = digest.stderr_tail,
): string {
  const { exit_code, caused_by, stderr_tail, disk_full } = digest;
  const subject = task ?? 'Nextflow';
  if (disk_full) return `${subject} failed because the disk is full. Free some space, then resume.`;
  const remedy = remedyFor(subject, [...stderr_tail, ...(caused_by?.split('\n') ?? [])]);
  if (remedy) return remedy;
  if (task === null) {
    return said.length > 0
      ? `Nextflow could not run the pipeline: ${cutText(said.join('\n'), MAX_WHOLE)}`
      : 'Nextflow ended without saying why. Its log may tell more.';
  }
  const last = stderr_tail.findLast((line) => line.trim() !== '');
  const words = last ? `: ${oneLine(last)}` : '';
  const limit = /^Process exceeded running time limit \((.*)\)/.exec(caused_by ?? '')?.[1];
  if (limit) return `${task} ran longer than its time limit (${limit}). Raise the limit, then resume.`;
  if (exit_code === 137) return `${task} was killed (exit code 137), most often because memory ran out${words}`;
  if (exit_code === 127) return `${task} needs a command that is not installed (exit code 127)${words}`;
  if (exit_code !== null && exit_code !== 0) return `${task} ended with exit code ${exit_code}${words}`;
  return `${task} failed${caused_by ? `: ${oneLine(caused_by)}` : words}`;
}

const MAX_LENGTH = 400;
const MAX_WHOLE = 16_000;
const oneLine = (text: string) => cutText(text.replace(/\s+/g, ' ').trim(), MAX_LENGTH);
