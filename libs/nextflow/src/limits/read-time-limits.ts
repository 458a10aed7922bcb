import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { findTaskDir } from '../records/task-dir.ts';
import { TraceReader } from '../records/trace-reader.ts';
import { declaredLimits, scheduledLimit } from './declared-limits.ts';

export interface LimitSources {
  readonly workDir: string;
  /** Tasks by full process name and short hash. */
  readonly tasks: readonly { readonly process: string; readonly hash: string }[];
  /** Trace files of attempts of the same pipeline, latest first. */
  readonly traces: readonly string[];
  /** Script of the run. Its folder and modules are searched for included processes. */
  readonly script: string | null;
}

const MAX_WRAPPER_BYTES = 16 * 1024;
const MAX_TRACE_BYTES = 4 * 1024 * 1024;
const MAX_SCRIPT_BYTES = 256 * 1024;
const MAX_SCRIPTS = 300;
const MODULE_FOLDERS = ['modules', 'subworkflows', 'workflows'];

/**
 * Returns the time limits of the tasks' processes in milliseconds, null for processes without a limit. Absent if
 * unknown. For a scheduler's job, the limit is in the wrapper. For other tasks, Nextflow reports the limit only after a
 * task has ended, so the traces of earlier attempts are read, then the script's declarations.
 */
export async function readTimeLimits(sources: LimitSources): Promise<Map<string, number | null>> {
  const limits = new Map<string, number | null>();
  const unknown = () => sources.tasks.filter(({ process }) => !limits.has(process));
  for (const { process, hash } of sources.tasks) {
    const dir = await findTaskDir(sources.workDir, hash);
    const limit = dir === null ? null : scheduledLimit(await textOf(join(dir, '.command.run'), MAX_WRAPPER_BYTES));
    if (limit !== null) limits.set(process, limit);
  }
  for (const trace of sources.traces) {
    if (unknown().length === 0) return limits;
    const found = limitsIn(await textOf(trace, MAX_TRACE_BYTES));
    for (const { process } of unknown()) if (found.has(process)) limits.set(process, found.get(process)!);
  }
  if (unknown().length === 0 || sources.script === null) return limits;
  const declared = await declaredBeside(sources.script);
  for (const { process } of unknown()) {
    const limit = declared.get(process.split(':').at(-1)!);
    if (limit !== undefined) limits.set(process, limit);
  }
  return limits;
}

const textOf = async (file: string, maxBytes: number): Promise<string> =>
  (await readText(file, 0, maxBytes).catch(() => null))?.text ?? '';

/** The latest row of a process counts, because a retry may have a different limit. */
function limitsIn(trace: string): Map<string, number | null> {
  if (!trace.split('\n', 1)[0]!.includes('\ttime\t')) return new Map();
  const reader = new TraceReader();
  const rows = [...trace.split('\n').flatMap((line) => reader.line(line)), ...reader.end()];
  return new Map(rows.map(({ process, timeLimitMs }) => [process, timeLimitMs]));
}

async function declaredBeside(script: string): Promise<Map<string, number>> {
  const folder = dirname(script);
  // The script's folder may contain anything, so a whole tree is only read where pipelines keep their modules.
  const below = MODULE_FOLDERS.map(async (name) => {
    const names = await readdir(join(folder, name), { recursive: true }).catch(() => []);
    return names.map((each) => join(name, each));
  });
  const names = [...(await readdir(folder).catch(() => [])), ...(await Promise.all(below)).flat()];
  const scripts = names.filter((name) => name.endsWith('.nf')).slice(0, MAX_SCRIPTS);
  const limits = new Map<string, number>();
  for (const name of scripts)
    for (const [process, limit] of declaredLimits(await textOf(join(folder, name), MAX_SCRIPT_BYTES)))
      limits.set(process, limit);
  return limits;
}
