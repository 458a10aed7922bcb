import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkout } from './machine.ts';

/** Runs a command of the checkout with a Node that reports a different version. */
function pretend(version: string, command: string) {
  const preload = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
  const args = ['--import', preload, join(checkout, command)];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

describe('an outdated Node', () => {
  it.each(['apps/cli/reprise.mjs', 'tools/test.mjs'])(
    'is refused by name by %s before any installation, with another exit code than a changed history',
    (command) => {
      const { status, stdout, stderr } = pretend('18.20.4', command);
      expect(status).toBe(2);
      expect(stderr).toBe(`Reprise needs Node 20 or newer; this is Node 18.20.4 (${process.execPath}).\n`);
      expect(stdout).toBe('');
    },
  );
});

describe('a program under the current Node', () => {
  it.each([
    ['checkout', ''],
    ['folder where it is called', ', [], process.cwd()'],
  ])('leaves no other waiting Node in the %s, and passes on its arguments, output and exit code', (_, where) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-program-')));
    const program = join(folder, 'program.mjs');
    writeFileSync(program, 'console.log(process.pid, process.cwd(), ...process.argv.slice(2)); process.exitCode = 7;');
    const runs = `const { run } = await import(${JSON.stringify(join(checkout, 'libs/setup/src/under-current-node.mjs'))});
      await run(${JSON.stringify(relative(checkout, program))}${where});`;
    const { pid, status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', runs, 'command', 'one', 'two words'],
      { encoding: 'utf8', cwd: folder },
    );
    rmSync(folder, { recursive: true });
    expect([status, stdout, stderr]).toEqual([
      7,
      `${String(pid)} ${where === '' ? checkout : folder} one two words\n`,
      '',
    ]);
  });
});
