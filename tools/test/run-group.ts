import { spawn } from 'node:child_process';
import { waitUntil } from '@reprise/testing';
import { giveWay } from './give-way.ts';

/** Grace period after SIGTERM, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Runs a program with this Node at this terminal, in a separate process group. When `stop` aborts, the whole group
 * receives SIGTERM, and remaining processes are killed after 10 s. `print` receives its output instead of the terminal;
 * with `givesWay`, it uses only the CPU time that other processes leave.
 * @returns the program's exit code, once no process in the group is left; null if a signal ended it
 */
export async function runGroup(
  args: readonly string[],
  stop: AbortSignal,
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly print?: (text: string) => void;
    readonly givesWay?: boolean;
  },
): Promise<number | null> {
  if (stop.aborted) return null;
  const { print, givesWay, ...where } = options;
  const output = print ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, { ...where, stdio: ['ignore', output, output], detached: true });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print!);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    // Unlike `exit`, it is emitted after all output is read.
    child.once('close', resolve);
  });
  const group = child.pid;
  if (group === undefined) return ended;
  if (givesWay) giveWay(group);
  let ending: Promise<void> | undefined;
  const onStop = () => {
    ending = endGroup(group);
  };
  stop.addEventListener('abort', onStop);
  try {
    return await ended;
  } finally {
    stop.removeEventListener('abort', onStop);
    await ending;
  }
}

async function endGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  const isEmpty = async () => !signalGroup(group, 0);
  await waitUntil(isEmpty, { milliseconds: PATIENCE_MS, every: 50, what: 'All has ended' }).catch(() =>
    signalGroup(group, 'SIGKILL'),
  );
}

/** Whether a process received it. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
