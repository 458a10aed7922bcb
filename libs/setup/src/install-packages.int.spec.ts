import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pWaitFor from 'p-wait-for';

let root: string;
const inRoot = (path: string) => join(root, path);
const textOf = (path: string) => (existsSync(inRoot(path)) ? readFileSync(inRoot(path), 'utf8') : '');
const lock = () => inRoot('.tools/packages.lock');

/** A checkout with a program, and an npm that records its runs and then does this. */
function makeCheckout(npm: string): void {
  const source = inRoot('libs/setup/src');
  for (const folder of [source, inRoot('bin'), inRoot('.tools')]) mkdirSync(folder, { recursive: true });
  for (const file of ['under-current-node.mjs', 'addressed-lockfile.mjs', 'install-lock.mjs'])
    copyFileSync(join(import.meta.dirname, file), join(source, file));
  writeFileSync(inRoot('package-lock.json'), JSON.stringify({ packages: {} }));
  writeFileSync(inRoot('program.mjs'), `console.log('the program ran')`);
  const run = `import { run } from './libs/setup/src/under-current-node.mjs'; await run('program.mjs');`;
  writeFileSync(inRoot('command.mjs'), run);
  writeFileSync(inRoot('bin/npm'), `#!/bin/sh\necho run >> runs\nmkdir -p node_modules\n${npm}\n`);
  chmodSync(inRoot('bin/npm'), 0o755);
}

function start() {
  const env = { PATH: `${inRoot('bin')}:${process.env['PATH'] ?? ''}` };
  const child = spawn(process.execPath, [inRoot('command.mjs')], { env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += String(text)));
  child.stderr.on('data', (text) => (said.err += String(text)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...said }));
  return { child, said, ended };
}

const WITHIN_MS = 120_000;
const ran = { code: 0, out: 'the program ran\n' };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('two commands in a checkout without packages', () => {
  it('install them once, and the second one waits for the first', async () => {
    makeCheckout('while [ ! -e go ]; do sleep 0.05; done');
    const first = start();
    await pWaitFor(() => textOf('runs') === 'run\n', { timeout: WITHIN_MS });
    const second = start();
    const waits = `Waiting for process ${String(first.child.pid)}, which installs packages`;
    await pWaitFor(() => second.said.err.includes(waits), { timeout: WITHIN_MS }).finally(() =>
      writeFileSync(inRoot('go'), ''),
    );
    expect(await Promise.all([first.ended, second.ended])).toMatchObject([ran, ran]);
    expect(textOf('runs')).toBe('run\n');
    expect(existsSync(lock())).toBe(false);
  });

  it('wait for the npm of a killed command, and install again', async () => {
    makeCheckout('while [ ! -e go ]; do sleep 0.05; done');
    const first = start();
    // npm may run before it is recorded.
    const isNoted = () => /^\d+ \d+$/.test(textOf('.tools/npm.pid'));
    await pWaitFor(() => textOf('runs') === 'run\n' && isNoted(), { timeout: WITHIN_MS });
    first.child.kill('SIGKILL');
    const second = start();
    await pWaitFor(() => /Waiting for process \d+: the npm of/.test(second.said.err), { timeout: WITHIN_MS }).finally(
      () => writeFileSync(inRoot('go'), ''),
    );
    expect(await second.ended).toMatchObject(ran);
    expect(textOf('runs')).toBe('run\nrun\n');
  });

  it('do not wait for a killed command', async () => {
    makeCheckout('');
    const { pid } = spawnSync('true');
    writeFileSync(lock(), `${String(pid)} 1`);
    expect(await start().ended).toMatchObject(ran);
  });

  it('do not wait for another process with the pid of a killed command', async () => {
    makeCheckout('');
    writeFileSync(lock(), `${String(process.pid)} 1`);
    expect(await start().ended).toMatchObject(ran);
  });
});

describe('packages that could not be installed', () => {
  it('end the command with 2, also if nothing can be written', async () => {
    makeCheckout('');
    rmSync(inRoot('.tools'), { recursive: true });
    writeFileSync(inRoot('.tools'), 'a file');
    const failed = await start().ended;
    expect(failed).toMatchObject({ code: 2, out: '' });
    expect(failed.err).toContain('Packages could not be installed: EEXIST');
  });

  it('do not count as installed, and the lock is released', async () => {
    makeCheckout('exit 1');
    mkdirSync(inRoot('node_modules'));
    writeFileSync(inRoot('node_modules/.installed-from'), 'another lockfile');
    const failed = await start().ended;
    expect(failed).toMatchObject({ code: 2, out: '' });
    expect(failed.err).toContain('Packages could not be installed');
    expect(existsSync(inRoot('node_modules/.installed-from'))).toBe(false);
    expect(existsSync(lock())).toBe(false);
  });
});
