import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCodeIn } from '../watch/task-dir.ts';
import { TraceReader, type TraceRow } from '../watch/trace-rows.ts';

const FOLDER = /^[0-9a-f]{2}$/;
const TASK = /^[0-9a-f]{30}$/;

/**
 * Moves every task dir whose end Nextflow did not record into `<work>/../aside/<at>/`: a resume would use it again with its
 * leftovers, and call the result complete. A task that ended by itself after its Nextflow was killed is such a one too.
 * Only while the attempt's tree is empty. `traces`: the trace files of the session's attempts (missing ones count as empty).
 */
export async function moveAsideHalfWritten({
  workDir,
  traces,
  at,
}: {
  workDir: string;
  traces: readonly string[];
  at: Date;
}): Promise<{ moved: { from: string; to: string }[] }> {
  const recorded = await recordedTasks(traces);
  const aside = join(dirname(workDir), 'aside', at.toISOString().replaceAll(':', '-'));
  const moved: { from: string; to: string }[] = [];
  for (const folder of await folders(workDir, FOLDER)) {
    for (const task of await folders(join(workDir, folder), TASK)) {
      const [from, to] = [join(workDir, folder, task), join(aside, folder, task)];
      if (await isWhole(from, recorded.get(`${folder}/${task.slice(0, 6)}`))) continue;
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      moved.push({ from, to });
    }
  }
  return { moved };
}

/** An `exec:` task runs inside Nextflow and leaves no exit code, neither in its row nor in its dir. */
const isWhole = async (taskDir: string, row: TraceRow | undefined) =>
  row !== undefined && (row.exit === null || (await exitCodeIn(taskDir)) !== null);

/** By short hash, the rows that tell an end; an aborted task has no end to build on. */
async function recordedTasks(traces: readonly string[]): Promise<Map<string, TraceRow>> {
  const rows = await Promise.all(traces.map(readTrace));
  return new Map(
    rows
      .flat()
      .filter(({ status }) => status !== 'ABORTED')
      .map((row) => [row.hash, row]),
  );
}

async function readTrace(path: string): Promise<TraceRow[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const reader = new TraceReader();
  return [...text.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
}

/** Names of real directories, by pattern; a symlink is none. */
async function folders(dir: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && name.test(entry.name)).map((entry) => entry.name);
}
