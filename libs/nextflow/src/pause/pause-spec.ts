import type { AttemptTies } from '../supervise/list-tree.ts';

/** Attempt whose processes are paused, or go on. */
export type PauseSpec = AttemptTies;
