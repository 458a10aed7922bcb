import { startAttempt } from '../start/start-attempt.ts';
import type { ReactionHandler } from './reaction.ts';

/** Starts a claimed attempt: spawns it behind a gate, records the start, and opens the gate. */
export const start: ReactionHandler = async (held, { host, pipeline, commands, settings, cancelled }) => {
  const known = await pipeline(held.job.pipeline);
  await startAttempt(held, host.gate(held, known, { ...settings, cancelled }), commands, settings);
};
