import { abortGate } from '@reprise/nextflow';
import { settleMoves } from '../start/restart-moves.ts';
import type { ReactionHandler } from './reaction.ts';

/** Ends an attempt that was cancelled before it started. None of it may run. */
export const withdraw: ReactionHandler = async (held, { commands }) => {
  const { job, attempt, attemptDir } = held;
  await abortGate(attemptDir).catch(() => undefined); // in an unreadable folder, no child is waiting
  await settleMoves(held, true);
  await commands.handle(job.job_id, {
    name: 'confirm_cancel',
    attempt,
    signals: [],
    processes_ended: 0,
    survivors: 0,
    duration_ms: null,
  });
};
