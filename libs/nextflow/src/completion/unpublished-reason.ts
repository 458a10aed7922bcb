import { attemptFiles } from '../supervise/attempt-files.ts';
import { readTail } from '../failure/read-tail.ts';

const LOG_BYTES = 256 * 1024;
/**
 * Nextflow 26 publishes what an output block names as the workflow ends. An error of it is reported as one of the
 * `onComplete` handler, and the exit code stays 0.
 */
const HANDLER =
  /\] ERROR nextflow\.script\.WorkflowMetadata - Failed to invoke `workflow\.onComplete` event handler\n(.+)/;
const PUBLISHING = /^(?:\w+\.)*\w+: (.*\bpublish\b.*)$/i;

/** Returns why a run that ended with exit code 0 did not publish all of its results; null where its log has no such error. */
export async function unpublishedReason(attemptDir: string): Promise<string | null> {
  const thrown = HANDLER.exec(await readTail(attemptFiles(attemptDir).log, LOG_BYTES))?.[1];
  return PUBLISHING.exec(thrown ?? '')?.[1] ?? null;
}
