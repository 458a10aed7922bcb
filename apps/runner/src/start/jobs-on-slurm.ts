import { setTimeout as sleep } from 'node:timers/promises';
import { listSlurmJobs, readPlan, type SlurmJobs } from '@reprise/nextflow';
import { heldAttempt, type HeldAttempt } from '../attempt/attempt.ts';

/** Looks, a second apart: Slurm takes some seconds to end what was cancelled. */
const MOST_LOOKS_AT_ENDING = 15;
const EVERY_MS = 1000;

/** How Slurm is asked. */
interface Asking {
  readonly list?: (workRoot: string) => Promise<SlurmJobs>;
  readonly everyMs?: number;
}

/**
 * Returns why nothing may start: jobs that an earlier attempt left on Slurm would write into the work dir, and Nextflow
 * would take what they write for the work of its own tasks. Null once Slurm has said twice that there are none, or where no
 * attempt ran there.
 */
export async function obstacleOnSlurm(
  dataDir: string,
  held: HeldAttempt,
  { list = listSlurmJobs, everyMs = EVERY_MS }: Asking = {},
): Promise<string | null> {
  if (!(await ranOnSlurm(dataDir, held))) return null;
  let noneSaid = 0;
  for (let looks = 1; ; looks += 1) {
    const found = await list(held.workRoot);
    if ('unknown' in found)
      return `Whether Slurm still has jobs of an earlier attempt is not known: ${found.unknown}. They would write into its work dir. Try again once Slurm answers.`;
    const { alive } = found;
    noneSaid = alive.length === 0 ? noneSaid + 1 : 0;
    if (noneSaid === 2) return null;
    const isEnding = alive.every(({ state }) => state === 'COMPLETING');
    if (alive.length > 0 && (!isEnding || looks >= MOST_LOOKS_AT_ENDING)) {
      const jobs = alive.map(({ id, state }) => `${id} (${state})`).join(', ');
      const ids = alive.map(({ id }) => id).join(' ');
      return `Slurm still has jobs of an earlier attempt: ${jobs}. They would write into its work dir. End them (\`scancel ${ids}\`), then try again.`;
    }
    await sleep(everyMs);
  }
}

async function ranOnSlurm(dataDir: string, held: HeldAttempt): Promise<boolean> {
  for (let earlier = held.attempt - 1; earlier > 0; earlier -= 1) {
    const { attemptDir } = heldAttempt(dataDir, held.job, earlier);
    const plan = await readPlan({ attemptDir, ended: Promise.resolve() });
    if (plan?.executors.includes('slurm')) return true;
  }
  return false;
}
