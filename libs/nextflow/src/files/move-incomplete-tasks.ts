import { mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCodeIn } from '../watch/task-dir.ts';
import type { RecordedTask } from '../session/recorded-tasks.ts';
import { ifAbsent } from './if-absent.ts';

const FOLDER = /^[0-9a-f]{2}$/;
const TASK = /^[0-9a-f]{30}$/;

/**
 * Moves every task dir whose end Nextflow did not record to `<work>/../aside/<at>/`: a resume would use it again with its
 * leftovers, and call the result complete. That includes a task that ended by itself after its Nextflow was killed.
 * The attempt's process tree must be empty. `recorded`: see `recordedTasks`; empty where there never was a session.
 */
export async function moveIncompleteTasks({
  workDir,
  recorded,
  at,
}: {
  workDir: string;
  recorded: ReadonlyMap<string, RecordedTask>;
  at: Date;
}): Promise<{ moved: { from: string; to: string }[] }> {
  const aside = join(dirname(workDir), 'aside', at.toISOString().replaceAll(':', '-'));
  const moved: { from: string; to: string }[] = [];
  for (const folder of await folders(workDir, FOLDER)) {
    for (const task of await folders(join(workDir, folder), TASK)) {
      const [from, to] = [join(workDir, folder, task), join(aside, folder, task)];
      if (await isComplete(from, recorded.get(`${folder}/${task.slice(0, 6)}`))) continue;
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      moved.push({ from, to });
    }
  }
  return { moved };
}

/** Whether a task dir is complete. One restarted in the place of a recorded task lacks that task's exit code. */
async function isComplete(taskDir: string, task: RecordedTask | undefined): Promise<boolean> {
  if (!task || task.status === 'ABORTED') return false;
  return task.exit === null || (await exitCodeIn(taskDir)) === task.exit;
}

/** Names of real directories, by pattern; a symlink is none. */
async function folders(dir: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(ifAbsent([]));
  return entries.filter((entry) => entry.isDirectory() && name.test(entry.name)).map((entry) => entry.name);
}
