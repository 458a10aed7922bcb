import type { FailureView } from '@reprise/contracts';

const KILLED = 137;
const NOT_FOUND = 127;
/** A part of the runner's message: no exit code says that the disk is full. */
const DISK_FULL = / because the disk is full\./;
/** Lines of an error output that name a cause; others are progress or a stack. */
const CAUSE =
  /\berror\b|\bE::|fail|cannot|can't|could not|unable|no such|not found|denied|invalid|missing|exceed|exception|out of memory|killed/i;
/** A message that knows no more than the exit code and the last line. */
const ENDED = / ended with exit code \d+/;
/** Where the runner's message goes on from the task and its exit code to the reason. */
const AFTER_PLACE = /^.*?(?: ended with exit code \d+| \(exit code \d+\)| failed| did not start): (?<reason>.+)$/s;

type Failure = Pick<FailureView, 'cause' | 'exit_code' | 'failing_step' | 'message' | 'stderr_tail'>;

/** Whether the disk of the work dir was full. */
export const failedOnFullDisk = ({ cause, message }: Failure): boolean => cause === 'error' && DISK_FULL.test(message);
/** Whether the exit code is that of a SIGKILL, most often for memory. */
export const isKilled = ({ exit_code }: Failure): boolean => exit_code === KILLED;
/** Whether the shell found no such program. */
export const isNotFound = ({ exit_code }: Failure): boolean => exit_code === NOT_FOUND;

/** Exit code of the task that failed; null where Nextflow itself failed, or the task never ran. */
export const exitOf = ({ failing_step, exit_code }: Failure): number | null => (failing_step ? exit_code : null);

/** Reason of a failed run in a line. The step and its exit code are not repeated. */
export function failureReason(failure: Failure): string {
  if (failedOnFullDisk(failure)) return 'the disk is full';
  if (isKilled(failure)) return 'killed, most likely for memory';
  const line = causeIn(failure.stderr_tail);
  if (line && ENDED.test(failure.message)) return line;
  return AFTER_PLACE.exec(failure.message)?.groups?.['reason'] ?? failure.message;
}

/** The last line that names a cause, or else the last one. */
function causeIn(lines: readonly string[]): string {
  const written = lines.map((line) => line.trim()).filter(Boolean);
  return written.findLast((line) => CAUSE.test(line)) ?? written.at(-1) ?? '';
}
