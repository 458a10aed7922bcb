import type { TraceRow } from '../records/trace-reader.ts';
import { isDiskFull } from './disk-full.ts';
import { printsFullDisk } from './disk-signs.ts';
import type { FailureDigest } from './failure-digest.ts';
import { ignoredMessage } from './ignored-message.ts';
import { cutText } from './plain-text.ts';
import { plainLine } from './printed/plain-line.ts';
import { cutLine, readTaskOutput } from './printed/task-output.ts';
import { taskDirOf } from './task-dir-of.ts';

const MAX_MESSAGE = 4000;

/** Explains a run that failed because of ignored task failures. The first failure represents all of them. */
export async function explainIgnored(ignored: readonly TraceRow[], workDir: string): Promise<FailureDigest> {
  const [{ process, hash, exit, workDir: dir }] = ignored as [TraceRow];
  const taskDir = await taskDirOf(dir, workDir);
  const output = taskDir ? await readTaskOutput(taskDir) : null;
  const cause = output?.cause ? plainLine(output.cause) : undefined;
  return {
    failing_step: cutLine(process),
    failing_task: hash,
    exit_code: exit,
    stderr_tail: [...(output?.shown ?? [])],
    ...(output?.excerpt && { excerpt: output.excerpt }),
    caused_by: null,
    disk_full: printsFullDisk(output?.lines ?? []) || (await isDiskFull(taskDir ?? workDir)),
    summary: cause ?? 'tasks failed and were ignored',
    message: cutText(ignoredMessage(ignored, cause), MAX_MESSAGE),
  };
}
