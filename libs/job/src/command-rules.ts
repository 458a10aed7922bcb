import type { LifecycleEvent, LifecycleType, Recorded } from '@reprise/contracts';
import type { AttemptDecider, Decision, JobDecider } from './decision.ts';
import type { Job, JobState, OpenJob } from './state.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';

export type EventOf<T extends LifecycleType> = Extract<Recorded<LifecycleEvent>, { readonly type: T }>;

/** Changes that events make to a state, by type. Total: where one changes nothing, the state is returned as it is. */
export type Effects<S> = { readonly [T in LifecycleType]?: (state: S, event: EventOf<T>) => JobState };

/** All that a job does about one command of a person: it decides it and the reports that answer it, and takes its events in. */
export interface CommandRules<S = Job> {
  readonly decide: (state: S, command: never) => Decision;
  /** Fields beside the reason with which it is tried, to find out whether it can be offered; the reason alone by default. */
  readonly trials?: (workDir: WorkDirPresence) => readonly object[];
  /** Decides reports of the present attempt's runner, by name. */
  readonly reports?: Readonly<Record<string, AttemptDecider<never>>>;
  /** Decides reports of the runner with the files of a job that has ended, by name. */
  readonly storageReports?: Readonly<Record<string, JobDecider<never>>>;
  /** Effects of events on a job in any status. */
  readonly effects?: Effects<Job>;
  /** Effects of events of an open job's present attempt. */
  readonly attemptEffects?: Effects<OpenJob>;
}
