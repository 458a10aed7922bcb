import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceLocks } from '@reprise/launcher';
import { freePort } from '@reprise/local-servers';
import { thisMachine } from '@reprise/setup';
import type { Bench, Pair } from '../measure/measure.ts';
import { proportionalMiB } from '../servers/process-figures.ts';
import { scratch } from '../servers/servers.ts';

/** Milliseconds until the work after startup has settled. */
const SETTLE_MS = 30_000;
/** Our limit in MiB. */
const BOUND = 90;

/** Benchmark: memory of the processes that `npm start` keeps in addition to the services, including npm. */
export const npmStart =
  (settle = SETTLE_MS): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    const data = join(folder.path, 'data');
    const npm = spawn('npm', ['start'], {
      cwd: thisMachine().root,
      env: { ...process.env, REPRISE_DATA_DIR: data, REPRISE_PORT: String(await freePort()) },
      stdio: ['ignore', 'pipe', 'inherit'],
      // Its process group receives Ctrl-C, as in a terminal.
      detached: true,
    });
    const ended = once(npm, 'exit');
    try {
      for await (const line of npm.stdout.setEncoding('utf8')) if (String(line).includes('Reprise is ready')) break;
      await sleep(settle);
      const services = new ServiceLocks(data).all().map(({ identity }) => identity.pid);
      const kept = treeOf(npm.pid!, services);
      for (const pid of kept) say(`  ${proportionalMiB(pid).toFixed(1)} MiB: ${commandOf(pid)}`);
      const pairs: Pair[] = [];
      for (let repetition = 0; repetition < repetitions; repetition += 1)
        pairs.push({ ours: kept.map(proportionalMiB).reduce((a, b) => a + b, 0), floor: BOUND });
      return [
        {
          question: 'needs',
          name: 'npm start beside the services',
          unit: 'MiB',
          pairs,
          ours: 'proportional resident size (PSS) of npm and the keeper',
          floor: `our bound: ${String(BOUND)} MiB`,
          gap: 'The difference: npm, and a keeper in plain JavaScript that holds the services.',
        },
      ];
    } finally {
      process.kill(-npm.pid!, 'SIGINT');
      await ended;
    }
  };

/** Returns a process and its descendants, except the given ones and their descendants. */
function treeOf(pid: number, without: readonly number[]): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  const own = children.filter((child) => !without.includes(child));
  return [pid, ...own.flatMap((child) => treeOf(child, without))];
}

/** Source: proc_pid_stat(5), the second field after the name. */
function parentOf(pid: string): number {
  return Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
}

const commandOf = (pid: number) =>
  read(`/proc/${String(pid)}/cmdline`)
    .replaceAll('\0', ' ')
    .trim();

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}
