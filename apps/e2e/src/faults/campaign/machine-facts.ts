import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg, release } from 'node:os';
import { thisMachine } from '@reprise/setup';

/** Versions, and the machine's current load. */
export function machineFacts(): Readonly<Record<string, string>> {
  const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: thisMachine().root, encoding: 'utf8' });
  return {
    commit: git.stdout.trim() || 'unknown',
    node: process.version,
    linux: release(),
    processors: String(availableParallelism()),
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  };
}
