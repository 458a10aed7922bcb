import { join } from 'node:path';
import type { Wrapper } from '../containers/read-wrapper.ts';
import { TraceReader } from '../records/trace-reader.ts';
import { readTail } from './read-tail.ts';
import { taskDirOf } from './task-dir-of.ts';

/** Returns why Docker's daemon does not answer, as a sentence without a full stop; null if it answers. */
export type AskDocker = (bySudo: boolean) => Promise<string | null>;

/** Exit codes of containers that Docker ends when it stops: KILL after TERM, and TERM. */
const ENDED = [137, 143];
/** Exit code of `docker run` if it cannot start a container. */
const NOT_STARTED = 125;
const NOT_REACHED = /Cannot connect to the Docker daemon(?: at \S+?(?=\.? |$))?/;
const ERROR_BYTES = 16 * 1024;

interface EndedTask {
  readonly exitCode: number | null;
  readonly wrapper: Pick<Wrapper, 'tool' | 'bySudo' | 'scheduler'>;
}

interface Run {
  /** End of the trace file. */
  readonly trace: string;
  readonly workDir: string;
  readonly askDocker: AskDocker;
}

/**
 * Returns why Docker could not be reached after it had ended a task's container: from another task of the attempt, or
 * from Docker itself. Null if it could, or if the task did not end in this way.
 */
export async function stoppedDocker({ exitCode, wrapper }: EndedTask, run: Run): Promise<string | null> {
  if (exitCode === null || !ENDED.includes(exitCode)) return null;
  if (wrapper.tool !== 'docker' || wrapper.scheduler !== null) return null;
  return (await otherTaskSays(run)) ?? run.askDocker(wrapper.bySudo);
}

async function otherTaskSays({ trace, workDir }: Run): Promise<string | null> {
  const reader = new TraceReader();
  const rows = [...trace.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
  for (const row of rows.filter(({ exit }) => exit === NOT_STARTED)) {
    const taskDir = await taskDirOf(row.workDir, workDir);
    const [said] = NOT_REACHED.exec(taskDir ? await readTail(join(taskDir, '.command.err'), ERROR_BYTES) : '') ?? [];
    if (said) return `another task said "${said}"`;
  }
  return null;
}
