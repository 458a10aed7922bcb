import type { Ended, Inspection } from '@reprise/nextflow';
import type { Gated } from '@reprise/runner/simulation';

/** How a simulated Nextflow runs, chosen by the seed. */
export interface Script {
  readonly ms: number;
  readonly exitCode: number;
  /** Task processes that Nextflow leaves behind when it ends. */
  readonly leaves: number;
  /** Tries of KILL that its tasks survive. */
  readonly stubborn: number;
}

/** Processes and files of one attempt on a machine. */
export interface AttemptProcesses {
  readonly key: string;
  readonly gated: Gated;
  readonly script: Script;
  /** Children that a planted bug left at the same gate. */
  readonly overlooked: readonly AttemptProcesses[];
  status: Inspection['status'];
  isFrozen: boolean;
  /** Live task processes. */
  tasks: number;
  end: Ended | null;
  /** Tries of KILL so far. */
  kills: number;
  /** Time of a cancel's first signal (ISO 8601), in a file next to the attempt. */
  cancelMarker: string | null;
}

/** Returns the record next to an attempt's gate. */
export const recordOf = (jobId: string, attempt: number): Gated['record'] => ({
  argv: ['nextflow', 'run'],
  run_name: `job-${jobId}-${String(attempt)}`,
  pipeline_revision: 'r1',
  work_dir: `/jobs/${jobId}/work`,
  output_dir: `/jobs/${jobId}/output`,
  nextflow_version: '24.10.0',
});
