import type { FoundExecutor } from '@reprise/executors';
import type { StorageProof } from '@reprise/secret-files';
import type { StartSettings } from './start-settings.ts';

/** The settings, and values read once at process start. */
export interface RunnerOptions extends Omit<StartSettings, 'sessions' | 'tasks'> {
  readonly slots: number;
  readonly leaseMs: number;
  /** Bytes of free disk below which the runner claims nothing. */
  readonly diskReserve: number;
  /** Whether its default Nextflow is the simulated one, which is shown wherever the runner is. */
  readonly simulated: boolean;
  /** Absent in tests whose gateway sends no requests. */
  readonly storageProof?: StorageProof;
  /** Absent in tests: queries the engines and clusters of this machine. */
  readonly findExecutors?: () => Promise<readonly FoundExecutor[]>;
}
