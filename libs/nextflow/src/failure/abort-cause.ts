const LINE = String.raw`^\w{3}-\d\d \d\d:\d\d:\d\d\.\d+ \[`;
const CAUSE = new RegExp(String.raw`${LINE}.*? - Session aborted -- Cause: ([^]*?)(?=${LINE}|(?![^]))`, 'm');

/**
 * Returns why Nextflow aborted its session, from `.nextflow.log`; null if it did not abort. 22.10, 23.10 and 24.10 use
 * the same wording.
 */
export const abortCause = (log: string): string | null => CAUSE.exec(log)?.[1]?.trim() || null;

/** Returns the signal that made Nextflow abort its session and exit with 1; null if the cause is not a signal. */
export const abortSignal = (cause: string | null): string | null =>
  cause !== null && ['SIGTERM', 'SIGHUP', 'SIGINT'].includes(cause) ? cause : null;
