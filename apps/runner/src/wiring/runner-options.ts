import type { StartSettings } from '../start/start-attempt.ts';

/** The settings, and what was read once at the start of the process. */
export interface RunnerOptions extends StartSettings {
  readonly slots: number;
  readonly leaseMs: number;
  /** Folders, besides the pipelines' demo data, into which links among the inputs may lead. */
  readonly inputRoots: readonly string[];
  /** Bytes of free disk below which nothing is claimed. */
  readonly diskReserve: number;
  /** Whether `nextflow` is the simulated one, which people are told wherever they see the runner. */
  readonly simulated: boolean;
}
