/** Event outside of the pipeline that ended a task, as its executor says. */
export type Disruption = 'node_failed' | 'preempted';

/** Cause of a failure, in the parts of a sentence. */
export interface Diagnosis {
  /** Predicate for the name of the task: `crashed with a segmentation fault`; or, if `isWhole`, a sentence. */
  readonly what: string;
  readonly isWhole?: boolean;
  /** Words of a program or of Nextflow. */
  readonly why?: string | null | undefined;
  /** Advice: verb first, without `then resume`. */
  readonly advice?: string;
  /** End of the advice; `resume` if absent. */
  readonly then?: string;
  /** Cause in a few words; if absent `why`, else `what` without its exit code and `did not start: `. */
  readonly short?: string;
  /** Set where nothing of the pipeline is to blame. */
  readonly disruption?: Disruption;
}

/** Diagnosis of a full disk, of a task's or of Nextflow's own. */
export const DISK_FULL: Diagnosis = {
  what: 'failed because the disk is full',
  advice: 'Free some space',
  short: 'the disk is full',
};

/** Makes the message that a person reads. */
export function messageOf(subject: string, { what, isWhole, why, advice, then = 'resume' }: Diagnosis): string {
  const head = isWhole ? what : `${subject} ${what}`;
  const said = why ? `${head}: ${why}` : head;
  return advice ? `${said}${/[.!?]$/.test(said) ? '' : '.'} ${advice}, then ${then}.` : said;
}

/** Returns the cause in a few words, without the task and its exit code. */
export const summaryOf = ({ what, why, short }: Diagnosis): string =>
  short ?? (why || what.replace(/^did not start: /, '').replace(/ \(exit code \d+[^)]*\)/, ''));
