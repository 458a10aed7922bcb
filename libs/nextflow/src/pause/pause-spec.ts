import type { Marker } from '../supervise/spec.ts';

/** Attempt whose processes are paused, or go on. */
export interface PauseSpec {
  readonly attemptDir: string;
  readonly marker: Marker;
}
