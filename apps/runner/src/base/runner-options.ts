import type { FoundExecutor } from '@reprise/executors';
import type { StorageProof } from '@reprise/secret-files';
import type { StartSettings } from './start-settings.ts';

/** The settings, and what was read once at the start of the process. */
export interface RunnerOptions extends Omit<StartSettings, 'sessions' | 'tasks'> {
  readonly slots: number;
  readonly leaseMs: number;
  /** Bytes of free disk below which nothing is claimed. */
  readonly diskReserve: number;
  /** Whether its default Nextflow is the simulated one, which people are told wherever they see the runner. */
  readonly simulated: boolean;
  /** Absent in tests whose gateway asks nothing. */
  readonly storageProof?: StorageProof;
  /** Absent in tests: it asks the engines and clusters of this machine. */
  readonly findExecutors?: () => Promise<readonly FoundExecutor[]>;
}
