import { startAttempt } from '../start/start-attempt.ts';
import type { ReactionHandler } from './reaction.ts';

/** Starts a claimed attempt: spawns it at the gate, records the start, opens the gate. */
export const start: ReactionHandler = (held, { pipeline, commands, settings }) =>
  startAttempt(held, pipeline(held.job.pipeline), commands, settings);
