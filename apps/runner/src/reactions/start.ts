import { startAttempt } from '../start/start-attempt.ts';
import type { ReactionHandler } from './reaction.ts';

/** Starts a claimed attempt: spawns it at the gate, records the start, and opens the gate. */
export const start: ReactionHandler = async (held, { pipeline, commands, settings, cancelled }) =>
  startAttempt(held, await pipeline(held.job.pipeline), commands, { ...settings, cancelled });
