import type { AttemptTies } from '@reprise/nextflow';

/** Attempt whose tasks are listed, ended, paused or resumed. */
export interface AttemptSpec extends AttemptTies {
  /** Time from TERM to KILL of processes on this machine. */
  readonly graceMs: number;
  /** Folders of this attempt and earlier ones, whose logs name the executors of the job's work dir. */
  readonly attemptDirs: readonly string[];
}

/**
 * State of a live task, independent of the executor. `held` and `stopped`: by its owner; `blocked`: by someone else;
 * `ending`: it still has processes.
 */
export type Phase = 'waiting' | 'held' | 'running' | 'stopped' | 'blocked' | 'ending';

/** Task that has not ended. */
export interface LiveTask {
  readonly native_id: string;
  readonly phase: Phase;
  /** The executor's own state, such as `RUNNING`. */
  readonly state: string;
  readonly work_dir?: string;
  /** Why it waits, in the executor's terms. */
  readonly reason?: string;
  /** Hosts that it runs on. */
  readonly node?: string;
}

/** Live tasks, or why they are unknown: no answer never means no tasks. */
export type Listing = { readonly alive: readonly LiveTask[] } | { readonly unknown: string };

/** Outcome of ending an attempt's tasks on one executor. */
export interface Ending {
  /** Name of the executor, and its display name. */
  readonly name: string;
  readonly label: string;
  /** Its term for a task: a job, a container, a process. */
  readonly noun: string;
  /** Whether the executor can be queried at all. */
  readonly isAsked: boolean;
  /** Native ids of tasks that were alive and are gone, if the executor has such ids. */
  readonly ended: readonly string[];
  readonly ended_count: number;
  /** Native ids of all tasks that were seen alive; default: those that ended. */
  readonly seen?: readonly string[];
  readonly left: Listing;
  /** Last rejected command, if tasks are left. */
  readonly problem?: string;
  /** ISO times of the first query, and of the answer that proved the end; null: not proven. */
  readonly asked_at: string;
  readonly proven_at: string | null;
}

/** Executor that has not proven what was requested. */
export interface Unproven {
  readonly name: string;
  /** Sentence without a full stop. */
  readonly message: string;
  /** Tasks that are not in the requested state; null if unknown. */
  readonly left: readonly LiveTask[] | null;
}

/** Why something is not proven; null once it is. */
export type WhyNot = Unproven | null;

/** Manages tasks of attempts, local or remote. Its results are proven by its own answers, not by exit codes. */
export interface Executor {
  /** Nextflow's name of it, such as `slurm`. */
  readonly name: string;
  /** Display name. */
  readonly label: string;
  /** Its term for a task: a job, a container, a process. */
  readonly noun: string;
  /** False if it cannot be queried: everything stays unknown. */
  readonly isAsked: boolean;
  /** False if a pause does not reach its tasks: they continue. */
  readonly isPausable: boolean;
  /**
   * @param oldMs permitted age of the answer, for viewers; proofs always query again
   */
  list(attempt: AttemptSpec, oldMs?: number): Promise<Listing>;
  /**
   * Requests the end of tasks once, without proof: Nextflow may still submit others. Absent if Nextflow ends them as
   * quickly. Rejects with a sentence if some are rejected, such as those that have already ended.
   */
  readonly askToEnd?: (tasks: readonly LiveTask[]) => Promise<void>;
  /**
   * Continues frozen tasks, as far as possible, because KILL does not end frozen local processes. Absent if tasks are
   * not frozen locally. Never rejects.
   */
  readonly thaw?: (attempt: AttemptSpec) => Promise<void>;
  /** Ends all tasks. */
  end(attempt: AttemptSpec): Promise<Ending>;
  /** Lets running tasks finish, and prevents further starts. */
  hold(attempt: AttemptSpec): Promise<WhyNot>;
  /** Stops running tasks, and prevents further starts. */
  suspend(attempt: AttemptSpec): Promise<WhyNot>;
  /** Continues held and stopped tasks. */
  resume(attempt: AttemptSpec): Promise<WhyNot>;
}
