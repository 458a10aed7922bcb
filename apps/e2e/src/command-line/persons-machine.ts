import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Result of a command: exit code and output. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** stdout and stderr combined, as shown in a terminal. */
  readonly output: string;
}

const FROM_OUTSIDE = [
  'REPRISE_URL',
  'REPRISE_TOKEN',
  'NO_COLOR',
  'FORCE_COLOR',
  'XDG_CONFIG_HOME',
  'NODE_OPTIONS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
];

/** A person's machine with a separate home. There, npm installs the command globally. */
export class PersonsMachine {
  readonly home = mkdtempSync(join(tmpdir(), 'reprise-person-'));

  /** Runs a line of bash in the home folder. */
  run(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return endOf(this.start(line, env));
  }

  start(line: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FROM_OUTSIDE.includes(name)));
    return spawn('bash', ['-c', line], {
      cwd: this.home,
      env: {
        ...inherited,
        HOME: this.home,
        PATH: `${join(this.home, 'npm/bin')}:${process.env['PATH'] ?? ''}`,
        npm_config_prefix: join(this.home, 'npm'),
        npm_config_update_notifier: 'false',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Waits for a process to end, and returns its output. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const texts = { out: '', err: '', output: '' };
  child.stdout!.on('data', (text) => ((texts.out += String(text)), (texts.output += String(text))));
  child.stderr!.on('data', (text) => ((texts.err += String(text)), (texts.output += String(text))));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...texts };
}
