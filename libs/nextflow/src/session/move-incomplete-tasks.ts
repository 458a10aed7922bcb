import { basename, dirname, join, relative } from 'node:path';
import { exitCodeIn } from '../records/task-dir.ts';
import type { RecordedTask } from './recorded-tasks.ts';
import { moveBelow } from '../files/open-folder.ts';
import { taskDirs } from '../files/task-dirs.ts';

/**
 * Moves every task dir to `<work>/../aside/<at>/` if Nextflow did not record the task's end. A resume would reuse such
 * a dir with its leftovers and treat the result as complete. This includes tasks that ended by themselves after
 * Nextflow was killed. The attempt's process tree must be empty. `recorded`: see `recordedTasks`; empty without a
 * session.
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
  const root = dirname(workDir);
  const aside = join(root, 'aside', at.toISOString().replaceAll(':', '-'));
  const moved: { from: string; to: string }[] = [];
  for (const from of await taskDirs(workDir)) {
    const [folder, task] = [basename(dirname(from)), basename(from)];
    if (await isComplete(from, recorded.get(`${folder}/${task.slice(0, 6)}`))) continue;
    const to = join(aside, folder, task);
    await moveBelow(root, relative(root, from), relative(root, to));
    moved.push({ from, to });
  }
  return { moved };
}

/**
 * Whether a task dir is complete. A task that was started again in place of a recorded one lacks the recorded exit
 * code.
 */
async function isComplete(taskDir: string, task: RecordedTask | undefined): Promise<boolean> {
  if (!task || task.status === 'ABORTED') return false;
  return task.exit === null || (await exitCodeIn(taskDir)) === task.exit;
}
