import type { FailureDigest } from './failure-digest.ts';
import { cutText } from './plain-text.ts';

/** Makes the sentence for people: what failed and, where known, why and what to do about it. */
export function failureMessage(digest: Omit<FailureDigest, 'message'>, task: string | null): string {
  const { exit_code, caused_by, stderr_tail, disk_full } = digest;
  const subject = task ?? 'Nextflow';
  if (disk_full) return `${subject} failed because the disk is full. Free some space, then resume.`;
  if (task === null) {
    const said = oneLine(stderr_tail.slice(0, 3).join(' '));
    return said
      ? `Nextflow could not run the pipeline: ${said}`
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
const oneLine = (text: string) => cutText(text.replace(/\s+/g, ' ').trim(), MAX_LENGTH);
