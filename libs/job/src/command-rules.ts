import type { LifecycleEvent, LifecycleType, Recorded } from '@reprise/contracts';
import type { AttemptDecider, Decision, JobDecider } from './decision.ts';
import type { Job, JobState, OpenJob } from './state.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';

export type EventOf<T extends LifecycleType> = Extract<Recorded<LifecycleEvent>, { readonly type: T }>;

/** State changes by event type. Total: without a change, the same state is returned. */
export type Effects<S> = { readonly [T in LifecycleType]?: (state: S, event: EventOf<T>) => JobState };

/** Rules of one command: how to decide it and the reports that complete it, and how to fold its events. */
export interface CommandRules<S = Job> {
  readonly decide: (state: S, command: never) => Decision;
  /** Extra fields of the trials that determine whether the command can be offered; default: only the reason. */
  readonly trials?: (workDir: WorkDirPresence, state: JobState) => readonly object[];
  /** Decides reports of the current attempt's runner, by name. */
  readonly reports?: Readonly<Record<string, AttemptDecider<never>>>;
  /** Decides reports of the runner that stores an ended job's files, by name. */
  readonly storageReports?: Readonly<Record<string, JobDecider<never>>>;
  /** Effects of events on a job in any status. */
  readonly effects?: Effects<Job>;
  /** Effects of events on the current attempt of an open job. */
  readonly attemptEffects?: Effects<OpenJob>;
}
