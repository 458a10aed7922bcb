import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, submittedTasks } from '@reprise/nextflow';

const fileOf = (attemptDir: string) => join(attemptDir, 'other-cluster');
/** Options of sbatch that Nextflow writes at the beginning of a task's script. */
const OPTION = /^#SBATCH (?:.*\s)?(?:-M|--clusters?)(?:[\s=]|\w)/m;
const HEAD_BYTES = 4 * 1024;

/**
 * Records settings, such as `SBATCH_CLUSTERS`, that make an attempt send tasks to a cluster other than the runner's.
 */
export const recordOtherCluster = (attemptDir: string, by: string): Promise<void> => writeFile(fileOf(attemptDir), by);

/** Returns why not all tasks of attempts are visible, as far as known when they started; null if all are visible. */
export function knownOtherCluster(attemptDirs: readonly string[]): string | null {
  const [by] = attemptDirs.flatMap((attemptDir) => recordedIn(attemptDir) ?? []);
  return by === undefined ? null : why(by);
}

/** Like `knownOtherCluster`, but also reads the scripts of submitted tasks, one per process. */
export async function otherCluster(attemptDirs: readonly string[]): Promise<string | null> {
  const known = knownOtherCluster(attemptDirs);
  if (known !== null) return known;
  for (const attemptDir of attemptDirs)
    for (const { executor, workDir } of await submittedTasks(attemptDir)) {
      if (executor !== 'SLURM') continue;
      const head = await readText(join(workDir, '.command.run'), 0, HEAD_BYTES).catch(() => null);
      if (OPTION.test(head?.text ?? '')) return why('clusterOptions');
    }
  return null;
}

const why = (by: string) =>
  `${by} may send its tasks to another cluster, and Reprise asks only that of the runner for them`;

function recordedIn(attemptDir: string): string | null {
  try {
    return readFileSync(fileOf(attemptDir), 'utf8');
  } catch {
    return null; // it does not
  }
}
