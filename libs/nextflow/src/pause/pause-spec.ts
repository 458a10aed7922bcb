import type { AttemptTies } from '../supervise/list-tree.ts';

/** Attempt whose processes are paused or continued. */
export type PauseSpec = AttemptTies;
