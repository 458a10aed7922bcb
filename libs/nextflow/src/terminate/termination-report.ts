import type { Marker } from '../supervise/spec.ts';

/** Which attempt's processes, and how patiently they are ended. */
export interface TerminationSpec {
  attemptDir: string;
  marker: Marker;
  /** What Nextflow gets to end by itself after TERM, and then again what its tasks get before KILL. */
  graceMs: number;
  /** What tasks get to end by the TERM that Nextflow sent them, before one of ours; 1 s where it is not given, and never more than the grace. */
  settleMs?: number;
}

/** One signal as first sent; `target` reads `nextflow 123`, `group 123`, `process 124`, `cgroup /sys/...`; `40 more` where there were too many. */
export interface SentSignal {
  signal: string;
  target: string;
  /** ISO time. */
  at: string;
}

export interface TerminationReport {
  /** Nextflow had ended (or never started) before our first signal: its own ending counts, whatever leftovers were ended. */
  ended_before_signal: boolean;
  signals: SentSignal[];
  /** How many processes that lived when we came are gone now. */
  processes_ended: number;
  /** Live processes that KILL did not end; empty means proven empty by two scans. */
  survivors: number[];
}
