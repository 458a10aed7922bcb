import type { AttemptTies } from '@reprise/nextflow';

/** Attempt whose tasks are listed, ended, paused or continued. */
export interface AttemptSpec extends AttemptTies {
  /** Time from TERM to KILL of processes on this machine. */
  readonly graceMs: number;
  /** Folders of this attempt and earlier ones, whose logs name the executors of the job's work dir. */
  readonly attemptDirs: readonly string[];
}

/**
 * State of a live task, independent of the executor. `held` and `stopped`: by its owner; `blocked`: by a different
 * user; `ending`: it still has processes.
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

/** Live tasks, or why they are unknown. A missing answer never means that there are no tasks. */
export type Listing = { readonly alive: readonly LiveTask[] } | { readonly unknown: string };

/** Outcome of ending the tasks of an attempt on one executor. */
export interface Ending {
  /** Name of the executor, and its display name. */
  readonly name: string;
  readonly label: string;
  /** The executor's term for a task: a job, a container, a process. */
  readonly noun: string;
  /** Whether the executor can be queried at all. */
  readonly isAsked: boolean;
  /** Native ids of tasks that were alive and are gone, if the executor has such ids. */
  readonly ended: readonly string[];
  readonly ended_count: number;
  /** Native ids of all tasks that were seen alive; default: those that were ended. */
  readonly seen?: readonly string[];
  readonly left: Listing;
  /** Last rejected command, if tasks are left. */
  readonly problem?: string;
  /** ISO times of the first query, and of the answer that proved the end; null: not proven. */
  readonly asked_at: string;
  readonly proven_at: string | null;
}

/** Executor that has not proven the requested state. */
export interface Unproven {
  readonly name: string;
  /** Sentence without a full stop. */
  readonly message: string;
  /** Tasks that are not in the requested state; null if unknown. */
  readonly left: readonly LiveTask[] | null;
}

/** Why the requested state is not proven; null once it is. */
export type WhyNot = Unproven | null;

/** Manages tasks of attempts, local or remote. Its results are proven by its own answers, not by exit codes. */
export interface Executor {
  /** The executor's name in Nextflow, such as `slurm`. */
  readonly name: string;
  /** Display name. */
  readonly label: string;
  /** The executor's term for a task: a job, a container, a process. */
  readonly noun: string;
  /** False if it cannot be queried. The state of its tasks then remains unknown. */
  readonly isAsked: boolean;
  /** False if a pause does not reach its tasks, which then continue. */
  readonly isPausable: boolean;
  /** @param oldMs permitted age of the answer, for viewers; proofs always query again */
  list(attempt: AttemptSpec, oldMs?: number): Promise<Listing>;
  /**
   * Asks the executor, once, to end the tasks. Does not confirm that they ended, because Nextflow may still submit
   * others. Absent if Nextflow ends them as quickly. Rejects with a message if the executor refuses some of the
   * requests, for example because a task has already ended.
   */
  readonly askToEnd?: (tasks: readonly LiveTask[]) => Promise<void>;
  /**
   * Continues frozen tasks as far as possible, because KILL does not end frozen local processes. Absent if the executor
   * freezes no local tasks. Never rejects.
   */
  readonly thaw?: (attempt: AttemptSpec) => Promise<void>;
  /** Ends all tasks. */
  end(attempt: AttemptSpec): Promise<Ending>;
  /** Lets running tasks finish and prevents further tasks from starting. */
  hold(attempt: AttemptSpec): Promise<WhyNot>;
  /** Stops running tasks and prevents further tasks from starting. */
  suspend(attempt: AttemptSpec): Promise<WhyNot>;
  /** Continues held and stopped tasks. */
  resume(attempt: AttemptSpec): Promise<WhyNot>;
}
