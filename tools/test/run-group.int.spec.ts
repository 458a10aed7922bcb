import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { runGroup } from './run-group.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-run-group-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plant = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** Like tools/test/main.ts: runs a part, and ends as requested. */
const starter = (part: string) => `
import { Interruption } from '${join(import.meta.dirname, 'interruption.ts')}';
import { runGroup } from '${join(import.meta.dirname, 'run-group.ts')}';
const interruption = new Interruption();
const code = await runGroup(['${part}'], interruption.signal, { cwd: '${folder}', env: process.env });
process.exit(interruption.exitCode ?? code);
`;

/** Like jest: a runner with a worker. */
const part = (worker: string) => `
import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
const worker = spawn(process.execPath, ['${worker}'], { stdio: ['ignore', 'pipe', 'ignore'] });
worker.stdout.once('data', () => {
  writeFileSync('${join(folder, 'new')}', JSON.stringify([process.pid, worker.pid]));
  renameSync('${join(folder, 'new')}', '${join(folder, 'pids')}');
});
setInterval(() => undefined, 1000);
`;

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('a %s ends everything that a part of npm test has started, also its workers', async (signal, code) => {
  const worker = plant('worker.mjs', `setInterval(() => undefined, 1000);\nconsole.log('here');\n`);
  const run = spawn(process.execPath, [plant('starter.ts', starter(plant('part.mjs', part(worker))))]);
  const ended = new Promise((resolve) => run.once('exit', resolve));
  const pids = join(folder, 'pids');
  await waitUntil(() => existsSync(pids), { what: 'the part runs' });
  const identities = (JSON.parse(readFileSync(pids, 'utf8')) as number[]).map((pid) => identify(pid)!);
  expect(identities.filter(isRunning)).toHaveLength(2);
  run.kill(signal);
  expect(await ended).toBe(code);
  expect(identities.filter(isRunning)).toEqual([]);
});

it('a part that ends by itself returns its exit code', async () => {
  const run = spawn(process.execPath, [plant('starter.ts', starter(plant('part.mjs', 'process.exit(3);')))]);
  expect(await new Promise((resolve) => run.once('exit', resolve))).toBe(3);
});

it('passes on everything that a part prints, to its last line', async () => {
  const part = plant(
    'part.mjs',
    `process.stdout.write('x'.repeat(1_000_000) + '\\nlast line');\nprocess.exitCode = 3;\n`,
  );
  let printed = '';
  const print = (text: string) => (printed += text);
  const { signal } = new AbortController();
  expect(await runGroup([part], signal, { cwd: folder, env: process.env, print })).toBe(3);
  expect([printed.length, printed.slice(-9)]).toEqual([1_000_010, 'last line']);
});

it('runs a part on the processors that others leave free', async () => {
  const part = plant(
    'part.mjs',
    `import { getPriority } from 'node:os';
while (getPriority() < 10) await new Promise((resolve) => setImmediate(resolve));
process.stdout.write(String(getPriority()));`,
  );
  let printed = '';
  const print = (text: string) => (printed += text);
  const { signal } = new AbortController();
  expect(await runGroup([part], signal, { cwd: folder, env: process.env, print, givesWay: true })).toBe(0);
  expect(Number(printed)).toBeGreaterThanOrEqual(10);
});
