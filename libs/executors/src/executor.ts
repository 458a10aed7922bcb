import type { AttemptTies } from '@reprise/nextflow';

/** Attempt whose tasks are listed, ended, paused or resumed. */
export interface AttemptSpec extends AttemptTies {
  /** Time from TERM to KILL of processes on this machine. */
  readonly graceMs: number;
  /** Folders of this attempt and of those before it, whose logs name the executors of the job's work dir. */
  readonly attemptDirs: readonly string[];
}

/**
 * State of a live task, whatever its executor calls it. `held` and `stopped`: by its owner; `blocked`: kept from running by
 * somebody else; `ending`: it still has processes.
 */
export type Phase = 'waiting' | 'held' | 'running' | 'stopped' | 'blocked' | 'ending';

/** Task that an executor has not ended. */
export interface LiveTask {
  readonly native_id: string;
  readonly phase: Phase;
  /** Word of the executor, such as `RUNNING`. */
  readonly state: string;
  readonly work_dir?: string;
  /** Why it waits, by the executor's word. */
  readonly reason?: string;
  /** Machines on which it runs. */
  readonly node?: string;
}

/** Tasks that are alive, or why that is not known: an executor that does not answer has not none. */
export type Listing = { readonly alive: readonly LiveTask[] } | { readonly unknown: string };

/** Outcome of ending an attempt's tasks on one executor. */
export interface Ending {
  /** Name of the executor, and the one by which people know it. */
  readonly name: string;
  readonly label: string;
  /** Its word for a task: a job, a container, a process. */
  readonly noun: string;
  /** Whether the executor can be asked at all. */
  readonly isAsked: boolean;
  /** Native ids of tasks that were alive and are gone, where the executor has such ids. */
  readonly ended: readonly string[];
  readonly ended_count: number;
  /** Native ids of all tasks that were seen alive; those that ended, where it is absent. */
  readonly seen?: readonly string[];
  readonly left: Listing;
  /** Last refusal of a command, where tasks are left. */
  readonly problem?: string;
  /** ISO times of the first question, and of the answer that proved the end; null: not proven. */
  readonly asked_at: string;
  readonly proven_at: string | null;
}

/** Executor that has not proven what it was asked for. */
export interface Unproven {
  readonly name: string;
  /** Sentence without a full stop. */
  readonly message: string;
  /** Tasks that are not as they were to be; null where that is not known. */
  readonly left: readonly LiveTask[] | null;
}

/** Reason why something is not proven; null once it is. */
export type WhyNot = Unproven | null;

/** Holds tasks of attempts, on this machine or on others. What it returns is proven by its own answers, not by its exit codes. */
export interface Executor {
  /** Nextflow's name of it, such as `slurm`. */
  readonly name: string;
  /** Name by which people know it. */
  readonly label: string;
  /** Its word for a task: a job, a container, a process. */
  readonly noun: string;
  /** False where nothing can be asked: all is unknown, always. */
  readonly isAsked: boolean;
  /** False where a pause reaches no task: they go on. */
  readonly isPausable: boolean;
  /** @param oldMs how old the answer may be, for a look: one that proves anything is asked for anew */
  list(attempt: AttemptSpec, oldMs?: number): Promise<Listing>;
  /**
   * Asks once for the end of tasks, and proves nothing: Nextflow may submit others yet. Absent where it ends them as fast.
   * Rejects with a sentence where some are refused, such as those that have ended meanwhile.
   */
  readonly askToEnd?: (tasks: readonly LiveTask[]) => Promise<void>;
  /**
   * Lets frozen tasks run, as far as it can be asked: a frozen process of this machine does not end by KILL. Absent where tasks
   * are not frozen on this machine. Never rejects.
   */
  readonly thaw?: (attempt: AttemptSpec) => Promise<void>;
  /** Ends all tasks. */
  end(attempt: AttemptSpec): Promise<Ending>;
  /** Lets running tasks finish, and no other start. */
  hold(attempt: AttemptSpec): Promise<WhyNot>;
  /** Stops running tasks, and lets no other start. */
  suspend(attempt: AttemptSpec): Promise<WhyNot>;
  /** Lets held and stopped tasks go on. */
  resume(attempt: AttemptSpec): Promise<WhyNot>;
}
