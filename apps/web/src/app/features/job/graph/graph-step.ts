import type { IconName } from '../../../shared/parts/icons.ts';

/** A step of an attempt with its state, before its links are known. */
export interface GraphStep {
  /** Full name of the Nextflow process. */
  readonly process: string;
  readonly step: string;
  readonly look: { readonly key: string; readonly icon: IconName; readonly turning: boolean; readonly word: string };
  /** Number of its tasks, as text; empty for a single task. */
  readonly counts: string;
  readonly note: string;
  /** Without frozen time; null before it starts. */
  readonly durationMs: number | null;
  readonly tasks: { readonly length: number };
}
