import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard, type Guardian } from '../../guardian.ts';
import { driveProblem } from './drive-problem.ts';
import { Drive } from './drive.ts';

const MIB = 2 ** 20;

/** A program that writes a file, syncs it or not, reports the error, and stays. */
const WRITER = `
const { openSync, writeSync, fsyncSync } = require('node:fs');
const [file, text, isSynced] = process.argv.slice(1);
try {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, text);
  if (isSynced) fsyncSync(descriptor);
  console.log('written');
} catch (error) {
  console.log(error.code);
}
setInterval(() => {}, 1_000);
`;

/** Starts the program and kills it after its first line, which it returns. */
async function write(file: string, text: string, isSynced: boolean): Promise<string> {
  const child = spawn(process.execPath, ['-e', WRITER, file, text, isSynced ? 'yes' : ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return line.toString().trim();
}

describe('a drive', () => {
  const problem = driveProblem();
  let folder: string;
  let guardian: Guardian;
  let drive: Drive | undefined;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-drive-'));
    guardian = guard(folder);
    if (problem === null) drive = await Drive.mountedOn(join(folder, 'disk'), 64 * MIB);
  });
  afterEach(async () => {
    await drive?.close();
    await guardian.finish();
  });
  const file = (name: string) => join(folder, 'disk', name);

  /** Where a drive cannot be mounted, only the reason is tested. */
  async function withDrive(test: (drive: Drive) => Promise<void>): Promise<void> {
    if (drive) await test(drive);
    else expect(problem).toMatch(/root|\/dev\/|installed/);
  }

  it('loses in a power cut what a program did not sync, and keeps what it synced', () =>
    withDrive(async (mounted) => {
      await write(file('synced'), 'kept', true);
      await write(file('unsynced'), 'lost', false);
      expect(readFileSync(file('unsynced'), 'utf8')).toBe('lost');
      await mounted.cut({ kept: 0, seed: 1 });
      await mounted.powerOn();
      expect(readFileSync(file('synced'), 'utf8')).toBe('kept');
      expect(existsSync(file('unsynced')) ? readFileSync(file('unsynced'), 'utf8') : '').toBe('');
    }));

  it('loses an unsynced change of a file whose name is durable', () =>
    withDrive(async (mounted) => {
      await write(file('changed'), 'before', true);
      await write(file('changed'), 'after', false);
      await mounted.cut({ kept: 0, seed: 1 });
      await mounted.powerOn();
      expect(readFileSync(file('changed'), 'utf8')).not.toBe('after');
    }));

  it('is mounted again after each of several cuts that keep some unsynced blocks', () =>
    withDrive(async (mounted) => {
      for (const seed of [1, 2, 3]) {
        await write(file(`synced-${String(seed)}`), 'kept', true);
        for (let index = 0; index < 20; index += 1) writeFileSync(file(`unsynced-${String(index)}`), 'x'.repeat(9_000));
        await mounted.cut({ kept: 0.5, seed });
        await mounted.powerOn();
      }
      for (const seed of [1, 2, 3]) expect(readFileSync(file(`synced-${String(seed)}`), 'utf8')).toBe('kept');
    }));

  it('fails to sync the contents of files with EIO until it is healed', () =>
    withDrive(async (mounted) => {
      await mounted.fail();
      expect(await write(file('failed'), 'text', true)).toBe('EIO');
      await mounted.heal();
      expect(await write(file('healed'), 'text', true)).toBe('written');
    }));

  it('delays a sync while it is slow', () =>
    withDrive(async (mounted) => {
      await mounted.slow(300);
      const since = performance.now();
      expect(await write(file('slow'), 'text', true)).toBe('written');
      expect(performance.now() - since).toBeGreaterThan(300);
    }));
});
