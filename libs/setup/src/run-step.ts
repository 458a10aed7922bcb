import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

/** A setup step failed. The first line says what failed, the rest what to do. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Receives a line for the user at the terminal. */
export type Say = (line: string) => void;

interface Step {
  /** Name of its log file under `.tools/logs`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

const shownOnFailure = 20;

/** Running steps. Each is in its own process group, which ends with this process. */
const underWay = new Set<ChildProcess>();
process.on('exit', () => {
  for (const { pid } of underWay) if (pid !== undefined) endGroup(pid);
});

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGTERM');
  } catch {
    // It has already ended.
  }
}

/** Runs a command with its output in a log file. @throws SetupError with the end of the output */
export async function runStep(machine: Machine, step: Step): Promise<void> {
  const folder = join(machine.root, '.tools', 'logs');
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${step.name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(step.command, step.args, {
    cwd: step.cwd ?? machine.root,
    env: { ...machine.env, ...step.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  underWay.add(child);
  let tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      tail = [...tail, ...text.split('\n').filter((line) => line.trim() !== '')].slice(-shownOnFailure);
    });
  }
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${String(code)}`}`),
    );
  });
  underWay.delete(child);
  log.end();
  if (failure === undefined) return;
  const typed = [step.command, ...step.args].join(' ');
  throw new SetupError(
    [`\`${typed}\` ${failure}`, ...tail.map((line) => `    ${line}`), `  whole output: ${logFile}`].join('\n'),
  );
}
