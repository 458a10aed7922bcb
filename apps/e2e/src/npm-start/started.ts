import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';

const program = join(import.meta.dirname, '../../../cli/src/main.ts');

/** `npm start` as a terminal starts a command: in a group of its own, all of which hears Ctrl-C. */
export class Started {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(env: Record<string, string>) {
    this.process = spawn(process.execPath, [program, 'start'], {
      env: { ...process.env, REPRISE_PORT: '0', ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream!.on('data', (text) => (this.output += String(text)));
    this.ended = once(this.process, 'exit').then(([code]) => code as number | null);
  }

  /** The link that it prints when all serve. */
  link(): Promise<URL> {
    const printed = () => {
      if (this.process.exitCode !== null) throw new Error(`It ended:\n${this.output}`);
      const link = /^Reprise is ready: (\S+)$/m.exec(this.output)?.[1];
      return link === undefined ? undefined : new URL(link);
    };
    return waitUntil(printed, { milliseconds: 200_000, what: 'Reprise is ready' });
  }

  /** Signals its process, or its group, and returns how long it took to end, in milliseconds. */
  async end(signal: NodeJS.Signals, whom: 'process' | 'group' = 'process'): Promise<number> {
    const since = performance.now();
    const { pid } = this.process;
    process.kill(whom === 'group' ? -pid! : pid!, signal);
    await this.ended;
    return performance.now() - since;
  }
}
