import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isRunning } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';

const program = join(import.meta.dirname, '../../../cli/src/main.ts');

/** Creating a database takes a while. */
const BORN_WITHIN_MS = 60_000;

/** `npm start` as started from a terminal, in a process group that receives Ctrl-C. */
export class Started {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  /**
   * @param under wrapper command, with its arguments
   * @param script script that Node runs, with its arguments
   */
  constructor(
    env: Record<string, string>,
    under: readonly string[] = [],
    script: readonly string[] = [program, 'start'],
  ) {
    const [command = process.execPath, ...args] = [...under, process.execPath, ...script];
    this.process = spawn(command, args, {
      env: { ...process.env, REPRISE_PORT: '0', ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream!.on('data', (text) => (this.output += String(text)));
    this.ended = once(this.process, 'exit').then(([code]) => code as number | null);
  }

  /** The link printed once all services are ready. */
  link(): Promise<URL> {
    const printed = () => {
      if (this.process.exitCode !== null) throw new Error(`It ended:\n${this.output}`);
      const link = /^Reprise is ready: (\S+)$/m.exec(this.output)?.[1];
      return link === undefined ? undefined : new URL(link);
    };
    return waitUntil(printed, { milliseconds: 200_000, what: 'Reprise is ready' });
  }

  /**
   * Kills the program as soon as a service whose command contains this word has started. The processes that start
   * services end with it.
   */
  async killAtBirthOf(name: string, word: string, afterMs: number): Promise<void> {
    const { pid } = this.process;
    const isBorn = () => childrenOf(pid!).some((child) => commandOf(child).includes(word));
    const isStarting = () => {
      if (this.process.exitCode !== null) throw new Error(`It ended:\n${this.output}`);
      return this.output.includes(`Starting ${name}`);
    };
    await waitUntil(isStarting, { milliseconds: 200_000, every: 1, what: `it starts ${name}` });
    // Identified by more than the process id, because a busy machine reuses process ids quickly.
    const helpers = childrenOf(pid!)
      .filter((child) => commandOf(child).includes('start-services'))
      .flatMap((child) => identify(child) ?? []);
    // Polls without delay, because the first milliseconds matter.
    for (const since = performance.now(); !isBorn();)
      if (performance.now() - since > BORN_WITHIN_MS) throw new Error(`${name} was not started:\n${this.output}`);
    for (const since = performance.now(); performance.now() - since < afterMs;);
    await this.end('SIGKILL');
    await waitUntil(() => !helpers.some(isRunning), { what: `its helper has ended, killed at the birth of ${name}` });
  }

  /** Signals its process or its group, and returns the milliseconds until it ended. */
  async end(signal: NodeJS.Signals, whom: 'process' | 'group' = 'process'): Promise<number> {
    const since = performance.now();
    const { pid } = this.process;
    process.kill(whom === 'group' ? -pid! : pid!, signal);
    await this.ended;
    return performance.now() - since;
  }
}

/** Source: proc(5), /proc/pid/task/tid/children. */
const childrenOf = (pid: number): number[] =>
  read(`/proc/${String(pid)}/task/${String(pid)}/children`)
    .split(' ')
    .filter(Boolean)
    .map(Number);

const commandOf = (pid: number): string => read(`/proc/${String(pid)}/cmdline`);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
