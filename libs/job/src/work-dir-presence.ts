/**
 * Whether a runner with the job's storage finds its work dir. `unknown` is accepted, and checked again at the start.
 */
export type WorkDirPresence = 'present' | 'absent' | 'unknown';
