import type { DataOf, LifecycleType } from '@reprise/contracts';
import type { Refusal } from './refusal.ts';
import type { Job, OpenJob } from './state.ts';

/** A decided event: the caller adds ids, time and actor. */
export type Decided = { [T in LifecycleType]: { readonly type: T; readonly data: DataOf<T> } }[LifecycleType];

/** Events to append, in order and as one batch; an empty list means no change. */
export type Decision = readonly Decided[] | Refusal;

/** Decides a user's command for a job. Pure: lookups are data of the command. */
export type JobDecider<C> = (job: Job, command: C) => Decision;

/** Decides a report of the runner of an open job's current attempt. Pure. */
export type AttemptDecider<C> = (job: OpenJob, report: C) => Decision;
