import type { ReactionHandler } from './reaction.ts';

/** Ends an attempt that was cancelled before it started. None of it may run. */
export const withdraw: ReactionHandler = async (held, { commands, host, settings }) => {
  const { job, attempt } = held;
  const gate = host.gate(held, undefined, settings);
  await gate.abort().catch(() => undefined); // in an unreadable folder, no child is waiting
  await gate.settleMoves();
  await commands.handle(job.job_id, {
    name: 'confirm_cancel',
    attempt,
    signals: [],
    processes_ended: 0,
    survivors: 0,
    duration_ms: null,
  });
};
