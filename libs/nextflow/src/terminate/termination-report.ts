import type { AttemptTies } from '../supervise/list-tree.ts';

/** An attempt's processes, and their grace period. */
export interface TerminationSpec extends AttemptTies {
  /** Time from TERM to KILL, for Nextflow and its tasks. */
  graceMs: number;
  /** Time for tasks to end after Nextflow's TERM before they receive ours: 1 s by default, at most the grace period. */
  settleMs?: number;
}

/**
 * One signal as first sent. `target` is `nextflow 123`, `group 123`, `process 124` or `cgroup /sys/...`; `40 more` if
 * there were too many.
 */
export interface SentSignal {
  signal: string;
  target: string;
  /** ISO time. */
  at: string;
}

export interface TerminationReport {
  /** Whether Nextflow had ended, or never started, before our first signal, in which case its own outcome counts. */
  ended_before_signal: boolean;
  signals: SentSignal[];
  /** Number of processes that were alive at first and are gone now. */
  processes_ended: number;
  /** Live processes that KILL did not end. If empty, two scans have proven that there are none. */
  survivors: number[];
}
