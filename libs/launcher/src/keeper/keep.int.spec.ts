import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';

/** A helper that starts two services and restarts one that ended. Each logs its signal and its end. */
const HELPER = `
import { existsSync, readFileSync, rmSync } from 'node:fs';
const folder = process.env.FOLDER;
const tell = (message) => new Promise((resolve) => process.send(message, resolve));
const messages = async function* () { for (;;) yield new Promise((resolve) => process.once('message', resolve)); }();
const { value: { handover, held } } = await messages.next();
const names = ['first', 'second'];
for (const [id, name] of names.entries()) {
  if (held.some((each) => each.name === name && each.how === undefined)) continue;
  const script = \`trap 'echo \${name} ends >> \${folder}/ends; exit 0' TERM; echo $$ > \${folder}/\${name}.pid; while :; do sleep 0.1; done\`;
  const startsByItsCommand = existsSync(folder + '/ahead');
  const service = { name, stopSignal: 'SIGTERM', stopsWithin: 30000, startsByItsCommand };
  const pidFile = folder + '/' + name + '.pid';
  const old = held.find((each) => each.name === name)?.pid;
  // It asks only once the keeper has started it by itself.
  if (startsByItsCommand && old) while (['', String(old)].includes(readFileSync(pidFile, 'utf8').trim())) await new Promise((resolve) => setTimeout(resolve, 20));
  else rmSync(pidFile, { force: true });
  tell({ type: 'start', id, service, command: { command: 'sh', args: ['-c', script], env: process.env, logFile: folder + '/' + name + '.log' } });
  const { value: answer } = await messages.next();
  console.log('given ' + answer.pid);
  // It has set its trap by then.
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 20));
}
if (existsSync(folder + '/fails')) process.exit(2);
if (existsSync(folder + '/hangs')) { console.log('hangs'); await messages.next(); console.log('told to stop'); process.exit(); }
const logs = { folder, limits: { maxBytes: 1e6, files: 1 } };
const watched = { logs, disk: { folder, natsLog: folder + '/nats.log' } };
await tell({ type: 'serving', handover: { crashes: {}, watched, lock: folder + '/lock' } });
console.log(handover ? 'again: ' + held.flatMap(({ name, how }) => (how ? [name + ' ' + how] : [])) : 'ready');
process.exit();
`;

let folder: string;
let keeper: ChildProcess;
let output: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-keeper-'));
  writeFileSync(join(folder, 'helper.mjs'), HELPER);
  writeFileSync(join(folder, 'lock'), '');
});
afterEach(() => {
  keeper.kill('SIGKILL');
  for (const name of ['first', 'second']) if (isUp(name)) process.kill(pidOf(name), 'SIGKILL');
  rmSync(folder, { recursive: true });
});

function keep(): Promise<number | null> {
  output = '';
  keeper = spawn(process.execPath, [join(import.meta.dirname, 'keep.mjs'), join(folder, 'helper.mjs')], {
    env: { ...process.env, FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  keeper.stdout!.on('data', (text) => (output += String(text)));
  return once(keeper, 'exit').then(([code]) => code as number | null);
}

const pidOf = (name: string) => Number(readFileSync(join(folder, `${name}.pid`), 'utf8'));
const isUp = (name: string) => existsSync(join(folder, `${name}.pid`)) && identify(pidOf(name)) !== undefined;
const says = (what: string) => waitUntil(() => output.includes(what), { what, milliseconds: 30_000 });

describe('the keeper', () => {
  it('keeps the services without its helper, restarts a crashed one, and stops all in order at a signal', async () => {
    const ended = keep();
    await says('ready');
    const [first, second] = [pidOf('first'), pidOf('second')];
    process.kill(first, 'SIGKILL');
    await says('again: first SIGKILL');
    expect(pidOf('first')).not.toBe(first);
    expect(pidOf('second')).toBe(second);
    process.kill(pidOf('second'), 'SIGKILL');
    await says('again: second SIGKILL');
    await waitUntil(() => isUp('first') && isUp('second'), { what: 'both are up' });

    keeper.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readFileSync(join(folder, 'ends'), 'utf8')).toBe('second ends\nfirst ends\n');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    expect(output).toContain('Stopping; running attempts go on');
  });

  it('restarts a crashed service by its last command before its helper does, and passes the helper the new process', async () => {
    writeFileSync(join(folder, 'ahead'), '');
    const ended = keep();
    await says('ready');
    const first = pidOf('first');
    process.kill(first, 'SIGKILL');
    await says('again: first SIGKILL');
    expect(pidOf('first')).not.toBe(first);
    expect(output).toContain(`given ${String(pidOf('first'))}\n`);

    keeper.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readFileSync(join(folder, 'ends'), 'utf8')).toBe('second ends\nfirst ends\n');
  });

  it('ends with its helper if the start fails, and leaves no service', async () => {
    writeFileSync(join(folder, 'fails'), '');
    expect(await keep()).toBe(2);
    expect(isUp('first') || isUp('second')).toBe(false);
  });

  it('stops its helper if a signal comes during the start', async () => {
    writeFileSync(join(folder, 'hangs'), '');
    const ended = keep();
    await says('hangs');
    keeper.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output).toContain('told to stop');
    expect(isUp('first') || isUp('second')).toBe(false);
  });
});
