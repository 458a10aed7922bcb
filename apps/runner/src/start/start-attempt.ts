import type { JobState } from '@reprise/job';
import type { ProcessIdentity } from '@reprise/nextflow';
import type { HeldAttempt } from '../attempt/attempt.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import type { StartSettings } from '../base/start-settings.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import type { Gate } from './gate.ts';

/**
 * Starts a claimed attempt: spawns it behind a gate, records the start, and opens the gate. If the start cannot be
 * recorded because of a cancel, the attempt ends at the gate, and nothing has run. Can be repeated after failures,
 * because the child waits at the gate.
 */
export async function startAttempt(
  held: HeldAttempt,
  gate: Gate,
  commands: Pick<RunnerCommands, 'handle'>,
  { identity, nextflows }: Pick<StartSettings, 'identity' | 'nextflows'>,
): Promise<void> {
  const gated = await gate.reach().catch((error: unknown) => ({
    message: `The start could not be prepared in ${held.paths.root}: ${(error as Error).message}. Nothing was started.`,
  }));
  if ('message' in gated) {
    await gate.abort().catch(() => undefined); // in an unreadable folder, no child is waiting
    await gate.settleMoves().catch(() => undefined); // the next start settles it
    await commands.handle(held.job.job_id, failAttempt(held.attempt, 'start_failed', gated.message));
    return;
  }
  const { outcome, state } = await commands.handle(held.job.job_id, {
    name: 'start',
    attempt: held.attempt,
    ...identity,
    process: gated.process,
    // The gate of an older runner version does not record it.
    nextflow_version: nextflows.default.version,
    launch_dir: held.paths.launchDir,
    ...gated.record,
  });
  if (outcome === 'refused' && !isStartOf(state, gated.process)) {
    await gate.abort();
    await gate.settleMoves();
    return;
  }
  await gate.open(); // a child that died there ran nothing, so its moves are undone
  await gate.settleMoves();
}

/**
 * Whether the start of this exact process is already recorded, because the acknowledgement of an earlier try was lost.
 */
function isStartOf(state: JobState, process: ProcessIdentity): boolean {
  if (state.status !== 'running') return false;
  const { pid, start_time, boot_id } = state.last_run.process;
  return pid === process.pid && start_time === process.start_time && boot_id === process.boot_id;
}
