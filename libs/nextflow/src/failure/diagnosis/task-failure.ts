import type { ContainerTool } from '../../containers/read-wrapper.ts';
import type { ClusterTask } from '../cluster/cluster-task.ts';

/** How a task failed, as far as it is known. */
export interface TaskFailure {
  readonly exitCode: number | null;
  /** Nextflow's "Caused by", without the source that it quotes. */
  readonly causedBy: string | null;
  /** Lines that the task printed, or that Nextflow reports of it, without those that are the author's script. */
  readonly lines: readonly string[];
  /** Whether it printed anything at all. */
  readonly hasPrinted: boolean;
  /** The line that names the cause, or the last one, made plain; null if nothing was printed. */
  readonly cause: string | null;
  /** Whether that line speaks of an error, not only comes last. */
  readonly isNamed: boolean;
  /** Line of the script that bash names; null if none. */
  readonly scriptLine: number | null;
  readonly diskFull: boolean;
  /** Parameters that the script uses and that are not given, by Nextflow's warnings. */
  readonly missingParams: readonly string[];
  /** Whether the attempt was paused for a while: time limits went on counting. */
  readonly wasPaused: boolean;
  /** Program that was to start its container, by its wrapper; null where it has none. */
  readonly engine: ContainerTool | null;
  /** Null where it did not run on a cluster. */
  readonly clusterTask: ClusterTask | null;
}

/** ` (exit code 139)`, with the line of the script where it is known. */
export const exitWords = ({ exitCode, scriptLine }: Pick<TaskFailure, 'exitCode' | 'scriptLine'>): string => {
  const parts = [
    ...(exitCode === null ? [] : [`exit code ${exitCode}`]),
    ...(scriptLine === null ? [] : [`line ${scriptLine} of its script`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};
