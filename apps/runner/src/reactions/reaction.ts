import type { Pipeline } from '@reprise/pipelines';
import type { HeldAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { ResultChecks } from '../state/result-checks.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import type { StartSettings } from '../base/start-settings.ts';
import type { AttemptWatches } from '../watch/attempt-watches.ts';
import type { SurvivorReports } from './survivor-reports.ts';

/** Carries out a reaction to the state of a job that this runner holds. */
export type ReactionHandler = (held: HeldAttempt, tools: ReactionTools) => Promise<void>;

/** Dependencies of the reactions. */
export interface ReactionTools {
  readonly commands: RunnerCommands;
  readonly tasks: AttemptTasks;
  readonly watches: AttemptWatches;
  readonly survivors: SurvivorReports;
  readonly settings: StartSettings;
  readonly pipeline: (name: string) => Promise<Pipeline | undefined>;
  /** Checksums of results that are being computed. */
  readonly checks: ResultChecks;
  /** Once aborted, no new reaction begins. The runner's next start continues reactions that were running. */
  readonly signal: AbortSignal;
  /** Aborted when a cancel of the job is requested. */
  readonly cancelled: AbortSignal;
  readonly onWarning: (problem: string, jobId: string) => void;
  /** Runs the job's next reaction after this one, or after a delay. */
  readonly wake: (jobId: string, afterMs?: number) => void;
  /** Reports an error, and runs the job's next reaction after a delay. */
  readonly retry: (jobId: string, error: unknown, afterMs?: number) => void;
}
