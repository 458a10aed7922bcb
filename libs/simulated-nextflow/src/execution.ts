import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedFailure } from './simulation-plan.ts';
import { contentOf, outputsOf } from './task-dir.ts';
import type { SimulatedTask } from './tasks.ts';

/** A running try of a task. */
export interface Execution {
  /** Process id; 0 if it has no process. */
  readonly pid: number;
  /** Sends TERM to its wrapper without waiting, like the real Nextflow. */
  kill(): void;
}

type OnEnd = (exit: number) => void;

/** Runs the wrapper in the task's dir, in the process group of this program. */
export function runProcess(dir: string, onEnd: OnEnd): Execution {
  const child = spawn('/bin/sh', ['.command.run'], { cwd: dir, stdio: 'ignore' });
  child.once('error', () => onEnd(127));
  child.once('exit', (code) => onEnd(exitCodeIn(dir) ?? code ?? 137));
  return { pid: child.pid ?? 0, kill: () => child.kill('SIGTERM') };
}

/** Has the effects of the wrapper and the script, without a process. */
export function runTimer(dir: string, task: SimulatedTask, failure: PlannedFailure | null, onEnd: OnEnd): Execution {
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  const end = () => {
    const exit = failure?.exit ?? 0;
    if (failure) write('.command.err', `${failure.stderr}\n`);
    else for (const file of outputsOf(task)) write(file, `${contentOf(task)}\n`);
    write('.exitcode', String(exit));
    onEnd(exit);
  };
  write('.command.begin', '');
  const timer = setTimeout(end, task.seconds * 1000);
  const kill = () => {
    clearTimeout(timer);
    write('.exitcode', '143');
  };
  return { pid: 0, kill };
}

/** Start of the wrapper in milliseconds since 1970; null if it did not start. */
export const beganAt = (dir: string): number | null =>
  existsSync(join(dir, '.command.begin')) ? Math.floor(statSync(join(dir, '.command.begin')).mtimeMs) : null;

function exitCodeIn(dir: string): number | null {
  const file = join(dir, '.exitcode');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
