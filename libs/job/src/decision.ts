import type { DataOf, LifecycleType } from '@reprise/contracts';
import type { Refusal } from './refusal.ts';
import type { Job, OpenJob } from './state.ts';

/** An event as decided: the caller adds ids, time and actor. */
export type Decided = { [T in LifecycleType]: { readonly type: T; readonly data: DataOf<T> } }[LifecycleType];

/** Events to append, in order and as one batch; an empty list means that the job is already as asked. */
export type Decision = readonly Decided[] | Refusal;

/** Decides a person's command on a job. Pure: what was looked up in the world is data of the command. */
export type JobDecider<C> = (job: Job, command: C) => Decision;

/** Decides a report of the runner of an open job's present attempt. Pure. */
export type AttemptDecider<C> = (job: OpenJob, report: C) => Decision;
