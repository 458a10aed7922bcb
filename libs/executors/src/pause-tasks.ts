import { existsSync } from 'node:fs';
import { attemptFiles, type PauseMode } from '@reprise/nextflow';
import type { AttemptSpec, WhyNot } from './executor.ts';
import { executorsOf, type ExecutorsOf } from './executors-of.ts';
import { local } from './local.ts';

/**
 * Pauses an attempt on all executors, Nextflow first, so that it submits no more tasks. `freeze`: no task runs;
 * `drain`: running tasks finish. Tasks that a pause does not reach continue.
 */
export async function pauseTasks(
  attempt: AttemptSpec,
  mode: PauseMode,
  used: ExecutorsOf = executorsOf(),
): Promise<WhyNot> {
  const pausing = mode === 'freeze' ? 'suspend' : 'hold';
  const why = await local[pausing](attempt);
  if (why !== null) return why;
  const pausable = (await used(attempt)).filter(({ isPausable }) => isPausable);
  const whys = await Promise.all(pausable.map((executor) => executor[pausing](attempt)));
  return whys.find((each) => each !== null) ?? null;
}

/**
 * Continues a paused attempt. Nextflow comes last, because it would treat a stopped task as hanging. No-op if the
 * attempt is not paused.
 * @throws Error if a process is still stopped
 */
export async function resumeTasks(attempt: AttemptSpec, used: ExecutorsOf = executorsOf()): Promise<WhyNot> {
  if (!existsSync(attemptFiles(attempt.attemptDir).paused)) return null;
  const pausable = (await used(attempt)).filter(({ isPausable }) => isPausable);
  const whys = await Promise.all(pausable.map((executor) => executor.resume(attempt)));
  return whys.find((each) => each !== null) ?? local.resume(attempt);
}
