/** Event outside of the pipeline that ended a task, as reported by its executor. */
export type Disruption = 'node_failed' | 'preempted';

/** Cause of a failure, as parts of a sentence. */
export interface Diagnosis {
  /** Predicate for the task's name, such as `crashed with a segmentation fault`; a sentence if `isWhole`. */
  readonly what: string;
  readonly isWhole?: boolean;
  /** Message of a program or of Nextflow. */
  readonly why?: string | null | undefined;
  /** Advice that begins with a verb, without `then resume`. */
  readonly advice?: string;
  /** End of the advice; default: `resume`. */
  readonly then?: string;
  /** Short cause; default: `why`, else `what` without its exit code and `did not start: `. */
  readonly short?: string;
  /** Set if the pipeline is not at fault. */
  readonly disruption?: Disruption;
}

/** Diagnosis of a full disk, for a task or Nextflow itself. */
export const DISK_FULL: Diagnosis = {
  what: 'failed because the disk is full',
  advice: 'Free some space',
  short: 'the disk is full',
};

/** Builds the message for people. */
export function messageOf(subject: string, { what, isWhole, why, advice, then = 'resume' }: Diagnosis): string {
  const head = isWhole ? what : `${subject} ${what}`;
  const said = why ? `${head}: ${why}` : head;
  return advice ? `${said}${/[.!?]$/.test(said) ? '' : '.'} ${advice}, then ${then}.` : said;
}

/** Returns the short cause, without the task and its exit code. */
export const summaryOf = ({ what, why, short }: Diagnosis): string =>
  short ?? (why || what.replace(/^did not start: /, '').replace(/ \(exit code \d+[^)]*\)/, ''));
