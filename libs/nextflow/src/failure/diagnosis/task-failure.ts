import type { ContainerTool } from '../../containers/read-wrapper.ts';
import type { ClusterTask } from '../cluster/cluster-task.ts';

/** Known facts about a task failure. */
export interface TaskFailure {
  readonly exitCode: number | null;
  /** Nextflow's "Caused by", without the quoted source. */
  readonly causedBy: string | null;
  /** Lines that the task printed, or that Nextflow reports about it, without the author's script. */
  readonly lines: readonly string[];
  /** Whether it printed anything at all. */
  readonly hasPrinted: boolean;
  /** The line that names the cause, or the last one, as plain text; null if nothing was printed. */
  readonly cause: string | null;
  /** Whether that line mentions an error; otherwise it is only the last one. */
  readonly isNamed: boolean;
  /** Script line named by bash; null if none. */
  readonly scriptLine: number | null;
  readonly diskFull: boolean;
  /** Parameters that the script uses and that are not set, from Nextflow's warnings. */
  readonly missingParams: readonly string[];
  /** Whether the attempt was paused for a while: time limits kept counting. */
  readonly wasPaused: boolean;
  /** Program that should start its container, from its wrapper; null if there is none. */
  readonly engine: ContainerTool | null;
  /** Null if it did not run on a cluster. */
  readonly clusterTask: ClusterTask | null;
}

/** ` (exit code 139)`, with the script line if known. */
export const exitText = ({ exitCode, scriptLine }: Pick<TaskFailure, 'exitCode' | 'scriptLine'>): string => {
  const parts = [
    ...(exitCode === null ? [] : [`exit code ${exitCode}`]),
    ...(scriptLine === null ? [] : [`line ${scriptLine} of its script`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};
