import type { Job, JobCommand, Refusal } from '@reprise/job';

/** Ruling on a command: refused, held if it would be accepted, or null: it is decided like any other. */
export type Ruling = Refusal | 'hold' | null;

/** Step before the decision of a command to a known job: who may give it, and what a second person approves. Pure. */
export type Policy = (job: Job, command: JobCommand) => Ruling;
