import type { HeldAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { EndTools } from '../finish/end-attempt.ts';
import type { AttemptHost } from '../host/attempt-host.ts';
import type { AttemptWatches } from '../watch/attempt-watches.ts';
import type { SurvivorReports } from './survivor-reports.ts';

/** Carries out a reaction to the state of a job that this runner holds. */
export type ReactionHandler = (held: HeldAttempt, tools: ReactionTools) => Promise<void>;

/** Dependencies of the reactions. */
export interface ReactionTools extends EndTools {
  readonly host: AttemptHost;
  readonly tasks: AttemptTasks;
  readonly watches: AttemptWatches;
  readonly survivors: SurvivorReports;
  /** Runs the job's next reaction after this one, or after a delay. */
  readonly wake: (jobId: string, afterMs?: number) => void;
  /** Reports an error, and runs the job's next reaction after a delay. */
  readonly retry: (jobId: string, error: unknown, afterMs?: number) => void;
}
