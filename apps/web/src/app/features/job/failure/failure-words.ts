import type { JobView } from '@reprise/contracts';

const KILLED = 137;
const NOT_FOUND = 127;
/** A part of the runner's message: no exit code says that the disk is full. */
const DISK_FULL = / because the disk is full\./;

/** The failure in one line: the step and the cause. */
export function failureTitle(job: JobView): string {
  const { failure } = job;
  const step = job.current_step ?? failure?.failing_step ?? 'The run';
  switch (failure?.cause) {
    case 'runner_lost':
      return 'The runner was lost while this ran';
    case 'start_failed':
      return 'The run could not start';
    case 'killed':
      return 'The run was killed from outside';
    default:
      if (diskFull(job)) return `${step} found the disk full`;
      if (failure?.exit_code === KILLED) return `${step} was killed, most likely for memory`;
      return failure?.exit_code ? `${step} failed with exit code ${failure.exit_code}` : `${step} failed`;
  }
}

/** The advice that ends a message: a sentence such as "Start Docker, then resume.". */
const OWN_ADVICE = / ([A-Z](?:(?!\. ).)*), then (resume|rerun)\.$/;

/** The server's message without its advice: `adviceOf` knows whether a resume is possible. */
export const failureMessage = (job: JobView): string => (job.failure?.message ?? '').replace(OWN_ADVICE, '');

/** Whether the message has the last lines, too: they are Nextflow's own. */
export const hasLastLines = ({ failure }: JobView): boolean =>
  failure?.failing_step === null && failure.stderr_tail.every((line) => failure.message.includes(line));

/** Advice for the user, in one sentence. */
export function adviceOf(job: JobView): string {
  const exit = job.failure?.exit_code;
  const resume = job.resumable.possible;
  const thenRetry = resume ? 'then resume: finished steps stay cached.' : 'then rerun.';
  if (job.failure?.cause === 'runner_lost') return `See that the runner's machine is well, ${thenRetry}`;
  if (job.failure?.cause === 'killed')
    return resume ? 'Nothing is wrong with the data. Resume to go on where it stood.' : 'Rerun it.';
  if (job.failure?.cause === 'start_failed') return `Remove the cause named above, ${thenRetry}`;
  if (diskFull(job)) return `Free some space on the disk of the work dir, ${thenRetry}`;
  if (exit === KILLED) return `Give the step more memory in the pipeline's configuration, ${thenRetry}`;
  if (exit === NOT_FOUND) return `A program was not found. Install it on the runner's machine, ${thenRetry}`;
  const [, own, retry] = OWN_ADVICE.exec(job.failure?.message ?? '') ?? [];
  if (own) return `${own}, ${retry === 'rerun' ? 'then rerun.' : thenRetry}`;
  if (hasLastLines(job)) return `Remove the cause named above, ${thenRetry}`;
  return `Read its last lines below, remove the cause, ${thenRetry}`;
}

const diskFull = ({ failure }: JobView) => failure?.cause === 'error' && DISK_FULL.test(failure.message);
