import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import { forgetBegun, marked, RUNNING_MS, untilBegun, untilEmpty } from './process-tree.ts';

/** Milliseconds, each from a start or a signal. */
export interface BareTimes {
  readonly submit: number;
  readonly resume: number;
  /** TERM sent to the whole process group. */
  readonly cancel: number;
  /** TERM sent only to Nextflow, which ends its tasks itself. */
  readonly cancelAlone: number;
}

/** Runs the pipeline of the benchmark with Nextflow alone, ends it, resumes it and ends it again. */
export async function runBare(folder: string): Promise<BareTimes> {
  mkdirSync(folder);
  const first = await start(folder, 'first');
  const submit = (await untilBegun(folder, 1)) - first.asked;
  await untilBegun(folder, 2);
  const cancel = await end(first);
  forgetBegun(folder);
  const second = await start(folder, 'second', '-resume');
  const resume = (await untilBegun(folder, 1)) - second.asked;
  await untilBegun(folder, 2);
  const cancelAlone = await end(second, 'alone');
  return { submit, resume, cancel, cancelAlone };
}

interface Run {
  readonly pid: number;
  readonly mark: string;
  readonly asked: number;
}

/** In a separate session. */
async function start(folder: string, name: string, ...options: readonly string[]): Promise<Run> {
  const nextflow = await ensureNextflow(thisMachine(), (line) => console.error(line));
  writeFileSync(join(folder, 'params.json'), JSON.stringify({ folder, output_dir: join(folder, 'output') }));
  const mark = randomUUID();
  const asked = performance.now();
  const script = join(import.meta.dirname, 'pipelines', 'hold', 'main.nf');
  const args = ['run', script, '-params-file', join(folder, 'params.json'), '-ansi-log', 'false'];
  const child = spawn(nextflow, [...args, '-with-trace', `${name}.tsv`, ...options], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, LC_ALL: 'C.UTF-8', NXF_OFFLINE: 'true', REPRISE_JOB_ID: mark },
  });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return { pid: child.pid ?? 0, mark, asked };
}

/** Returns the milliseconds until no process of the run was left. */
async function end({ pid, mark }: Run, target: 'group' | 'alone' = 'group'): Promise<number> {
  await sleep(RUNNING_MS);
  const tree = marked(mark);
  const ended = performance.now();
  process.kill(target === 'group' ? -pid : pid, 'SIGTERM');
  return (await untilEmpty(mark, tree)) - ended;
}
