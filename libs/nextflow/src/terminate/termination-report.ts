import type { AttemptTies } from '../supervise/list-tree.ts';

/** An attempt's processes, and their grace period. */
export interface TerminationSpec extends AttemptTies {
  /** Time from TERM to KILL, for Nextflow and its tasks. */
  graceMs: number;
  /** Time for tasks to end by Nextflow's TERM, before one of ours: 1 s by default, never more than the grace. */
  settleMs?: number;
}

/**
 * One signal as first sent; `target` is `nextflow 123`, `group 123`, `process 124`, `cgroup /sys/...`; `40 more` if
 * there were too many.
 */
export interface SentSignal {
  signal: string;
  target: string;
  /** ISO time. */
  at: string;
}

export interface TerminationReport {
  /** Whether Nextflow had ended, or never started, before our first signal: then its own ending counts. */
  ended_before_signal: boolean;
  signals: SentSignal[];
  /** Number of processes that were alive at first and are gone now. */
  processes_ended: number;
  /** Live processes that KILL did not end; empty means proven empty by two scans. */
  survivors: number[];
}
