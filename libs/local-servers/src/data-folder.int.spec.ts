import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecret, takeDataFolder } from './data-folder.ts';

const holder = new URL('./data-folder.ts', import.meta.url).href;
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'reprise-data-')), 'data');
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true });
});

/** Locks the folder in another process until that process is killed. */
async function takeElsewhere() {
  const script = `import { takeDataFolder } from '${holder}';
    takeDataFolder(process.argv[1]); console.log('taken'); setInterval(() => 0, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    pid: child.pid,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  };
}

describe('the data folder', () => {
  it('belongs to its owner alone, who as root allows others to reach the jobs, while its contents are closed', () => {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o755 });
    mkdirSync(join(folder, 'jobs'), { mode: 0o755 });
    writeFileSync(join(folder, 'key'), '', { mode: 0o644 });
    takeDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
    const modes = ['logs', 'key', 'jobs'].map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o755]);
  });

  it('is refused, with the process id of its holder, during another start', async () => {
    const other = await takeElsewhere();
    expect(() => takeDataFolder(folder)).toThrow(`in use by the Reprise with process id ${String(other.pid)}`);
    await other.kill();
  });

  it('keeps the rights that its holder set, so that a Postgres with its own user works in it', async () => {
    const other = await takeElsewhere();
    chmodSync(folder, 0o710);
    expect(() => takeDataFolder(folder)).toThrow('in use');
    expect(statSync(folder).mode & 0o777).toBe(0o710);
    await other.kill();
  });

  it('is taken over from a holder that was killed', async () => {
    await (await takeElsewhere()).kill();
    takeDataFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be locked again after a release', () => {
    takeDataFolder(folder)();
    expect(() => takeDataFolder(folder)).not.toThrow();
  });

  it('is taken over if a crash truncated the lock', () => {
    takeDataFolder(folder)();
    writeFileSync(join(folder, 'lock'), '{"pid":');
    expect(() => takeDataFolder(folder)).not.toThrow();
  });
});

describe('a secret', () => {
  it('is random, persistent, safe on a command line, and readable by the owner alone', () => {
    takeDataFolder(folder);
    const secret = keptSecret(folder, 'admin.token');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(keptSecret(folder, 'admin.token')).toBe(secret);
    expect(keptSecret(folder, 'other')).not.toBe(secret);
    expect(statSync(join(folder, 'admin.token')).mode & 0o777).toBe(0o600);
  });

  it('is closed if it was open to others', () => {
    takeDataFolder(folder);
    writeFileSync(join(folder, 'admin.token'), 'chosen-by-hand\n', { mode: 0o644 });
    expect(keptSecret(folder, 'admin.token')).toBe('chosen-by-hand');
    expect(statSync(join(folder, 'admin.token')).mode & 0o777).toBe(0o600);
  });
});
