import type { FoundExecutor } from '@reprise/executors';
import type { StorageProof } from '@reprise/secret-files';
import type { StartSettings } from './start-settings.ts';

/** The settings, and values that are read once when the process starts. */
export interface RunnerOptions extends Omit<StartSettings, 'sessions' | 'tasks'> {
  readonly slots: number;
  readonly leaseMs: number;
  /** Bytes of free disk below which the runner claims nothing. */
  readonly diskReserve: number;
  /** Whether the default Nextflow is the simulated one, which is displayed wherever the runner appears. */
  readonly simulated: boolean;
  /** Absent in tests whose gateway sends no requests. */
  readonly storageProof?: StorageProof;
  /** Absent in tests. Queries the engines and clusters of this machine. */
  readonly findExecutors?: () => Promise<readonly FoundExecutor[]>;
}
