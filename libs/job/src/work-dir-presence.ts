/**
 * Whether a runner with the job's storage finds its work dir. `unknown` is accepted, and checked again when the attempt
 * starts.
 */
export type WorkDirPresence = 'present' | 'absent' | 'unknown';
