import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './machine.ts';

/** Runs a command of the checkout by a Node that takes itself for another version. */
function pretend(version: string, command: string) {
  const preload = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
  const args = ['--import', preload, join(checkout, command)];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

describe('a Node that is too old', () => {
  it.each(['apps/cli/reprise.mjs', 'tools/test.mjs'])(
    'is refused by name by %s, before anything is installed, with another exit code than a history that was changed',
    (command) => {
      const { status, stdout, stderr } = pretend('18.20.4', command);
      expect(status).toBe(2);
      expect(stderr).toBe(`Reprise needs Node 20 or newer; this is Node 18.20.4 (${process.execPath}).\n`);
      expect(stdout).toBe('');
    },
  );
});
