import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataDir } from './lock-data-dir.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-runner-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A process that holds the data dir and has started another process that outlives it. */
const OTHER = `import { spawn } from 'node:child_process';
  import { lockDataDir } from '${new URL('./lock-data-dir.ts', import.meta.url).href}';
  lockDataDir(process.argv[1]);
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  child.once('spawn', () => console.log(child.pid));`;

describe('the data dir of a runner', () => {
  it('belongs to one runner at a time: a second one is refused with the name of the first', () => {
    const release = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(
      `The data dir ${dataDir} is in use by the runner with process id ${String(process.pid)}: stop that one first, ` +
        'or give this one its own data dir (REPRISE_DATA_DIR).',
    );
    release();
    lockDataDir(dataDir)();
  });

  it('is free after its runner was killed, while its runs continue', async () => {
    const other = spawn(process.execPath, ['--input-type=module', '--eval', OTHER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await once(other.stdout, 'data'));
    expect(() => lockDataDir(dataDir)).toThrow(`process id ${String(other.pid)}:`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    process.kill(pid, 0);
    lockDataDir(dataDir)();
    process.kill(pid, 'SIGKILL');
  });
});
