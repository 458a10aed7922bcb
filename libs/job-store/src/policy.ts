import type { Job, JobCommand, Refusal } from '@reprise/job';

/** Ruling on a command: refused, or held if it would be accepted; null if it is decided as usual. */
export type Ruling = Refusal | 'hold' | null;

/**
 * Policy step before a command to a known job is decided: who may send it, and what a second person must approve. Pure.
 */
export type Policy = (job: Job, command: JobCommand) => Ruling;
