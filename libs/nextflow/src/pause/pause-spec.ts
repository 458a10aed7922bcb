import type { AttemptTies } from '../process/list-tree.ts';

/** Attempt whose processes are paused, or go on. */
export type PauseSpec = AttemptTies;
