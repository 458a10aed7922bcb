import type { FailureView } from '@reprise/contracts';

const KILLED = 137;
/**
 * Exit codes with which the shell reports crashes: traps, aborts, illegal instructions, bus, arithmetic and
 * segmentation faults.
 */
const CRASHES = [132, 133, 134, 135, 136, 139];
/** Part of the runner's message, because there is no exit code for a full disk. */
const DISK_FULL = / because the disk is full\./;
/** Position of the reason, after the task and its exit code, in the message of a failure without a summary. */
const AFTER_PLACE = /^.*?(?: ended with exit code \d+| \(exit code \d+\)| failed| did not start): (?<reason>.+)$/s;

type Failure = Pick<FailureView, 'cause' | 'exit_code' | 'failing_step' | 'message' | 'summary'>;

/** Exit code of the failed task; null if Nextflow itself failed, or the task never ran. */
export const exitOf = ({ failing_step, exit_code }: Failure): number | null => (failing_step ? exit_code : null);

/** Whether the disk of the work dir was full. */
export const failedOnFullDisk = ({ cause, message }: Failure): boolean => cause === 'error' && DISK_FULL.test(message);
/** Whether the exit code means SIGKILL, for memory or without a known cause. */
export const isKilled = (failure: Failure): boolean =>
  exitOf(failure) === KILLED && (failure.summary === null || /\bmemory\b/.test(failure.summary));
/** Whether the exit code is that of a program that crashed. */
export const isCrash = (failure: Failure): boolean => CRASHES.includes(exitOf(failure) ?? 0);

/** Reason for the failure of a run, on one line. Does not repeat the step and its exit code. */
export function failureReason(failure: Failure): string {
  if (failure.summary !== null) return failure.summary;
  if (failedOnFullDisk(failure)) return 'the disk is full';
  if (isKilled(failure)) return 'killed, by the system for memory or by hand';
  return AFTER_PLACE.exec(failure.message)?.groups?.['reason'] ?? failure.message;
}
