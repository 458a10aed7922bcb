import type { ContainerTool } from '../../containers/read-wrapper.ts';
import type { ContainerEnd } from '../container-end.ts';
import type { ClusterTask } from '../cluster/cluster-task.ts';

/** Known facts about the failure of a task. */
export interface TaskFailure {
  readonly exitCode: number | null;
  /** Nextflow's "Caused by", without the quoted source. */
  readonly causedBy: string | null;
  /** Lines that the task printed or that Nextflow reports about it, without the author's script. */
  readonly lines: readonly string[];
  /** Whether the task printed anything at all. */
  readonly hasPrinted: boolean;
  /** The line that names the cause, else the last line, as plain text; null if nothing was printed. */
  readonly cause: string | null;
  /** Whether that line mentions an error. Otherwise it is only the last line. */
  readonly isNamed: boolean;
  /** Script line that bash names; null if it names none. */
  readonly scriptLine: number | null;
  readonly diskFull: boolean;
  /** Parameters that the script uses although they are not set, from Nextflow's warnings. */
  readonly missingParams: readonly string[];
  /** Whether the attempt was paused for a while, during which time limits kept counting. */
  readonly wasPaused: boolean;
  /** Program that the wrapper uses to start the container; null if there is no container. */
  readonly engine: ContainerTool | null;
  /** Why Docker could not be reached after the end of the task's container; null if it could. */
  readonly stoppedDocker: string | null;
  /** Why the engine ended the task's container; null if unknown. */
  readonly containerEnd: ContainerEnd | null;
  /** Null if the task did not run on a cluster. */
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
