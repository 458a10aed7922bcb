import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceLocks, startReprise } from '@reprise/launcher';
import { isRunning } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { seed } from '@reprise/testing/random';
import { Api } from '../api.ts';
import { draw } from '../draw.ts';
import { guard, type Guardian } from '../guardian.ts';
import { isAlive, processesIn } from '../processes.ts';
import { Sample, wholeStory } from '../sample.ts';
import { Started } from './started.ts';

const MOST_MS_TO_END = 60_000;
const all = ['gateway', 'nats', 'postgres', 'runner'];
/** A word that only the command of this service contains, in starting order. */
const programs = {
  nats: 'nats-server.conf',
  postgres: 'listen_addresses',
  gateway: 'dist/gateway/',
  runner: 'dist/runner/',
};
/** Maximum age of a service in milliseconds when its launcher is killed. */
const MOST_MS_OLD = 2;

let scratch: string;
let guardian: Guardian;
let dataDir: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-e2e-'));
  chmodSync(scratch, 0o755); // Postgres may run as another user
  guardian = guard(scratch);
  dataDir = join(scratch, 'data');
});
afterEach(() => guardian.finish());

const start = (env: Record<string, string> = {}) => new Started({ REPRISE_DATA_DIR: dataDir, ...env });
const running = () => new ServiceLocks(dataDir).all();
const names = () =>
  running()
    .map(({ name }) => name)
    .sort();
const stillRunning = (services: ReturnType<typeof running>) => services.filter(({ identity }) => isRunning(identity));

const said: string[] = [];
/** Called like `npm start`, which prints exceptions. */
const starting = (env: Record<string, string> = {}) =>
  startReprise(
    { REPRISE_DATA_DIR: dataDir, REPRISE_PORT: '0', ...env },
    { build: false, say: (line) => said.push(line) },
  );

/** Kills a service, found through its lock, to simulate a crash. */
async function endAsACrash(name: string): Promise<void> {
  const { identity } = running().find((each) => each.name === name)!;
  process.kill(identity.pid, 'SIGKILL');
  await waitUntil(() => !isRunning(identity), { what: `the ${name} is down` });
}

describe('npm start', () => {
  it('starts everything from an empty data folder, leaves a running attempt to the next start at Ctrl-C, and replaces services of a killed start', async () => {
    const wrong = join(scratch, 'pipelines');
    mkdirSync(join(wrong, 'wrong'), { recursive: true });
    writeFileSync(join(wrong, 'wrong/reprise.json'), '{ "name": "wrong", "script": "gone.nf" }');
    const inputs = join(scratch, 'inputs');
    mkdirSync(inputs);
    const settings = {
      REPRISE_PIPELINES: `${join(import.meta.dirname, '../../pipelines')}:${wrong}`,
      REPRISE_INPUT_ROOTS: inputs,
    };

    // Reports pipeline errors, prints a link that opens the page, and prevents a second start.
    const first = start(settings);
    const link = await first.link();
    expect(first.output).toMatch(
      /^A pipeline is not there, .*\/wrong\/reprise\.json, script: .*\n(.*\n)*Reprise is ready/m,
    );
    expect(names()).toEqual(all);
    expect(statSync(join(dataDir, 'admin.token')).mode & 0o777).toBe(0o600);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');
    expect((await fetch(new URL('/api/jobs', link))).status).toBe(401);
    const other = start();
    expect(await other.ended).toBe(1);
    expect(other.output).toContain(`in use by the Reprise with process id ${String(first.process.pid)}`);
    expect(names()).toEqual(all);

    // Ctrl-C while a job runs.
    const token = link.searchParams.get('token')!;
    const api = new Api(link.origin, token);
    const sample = await Sample.submit(api, dataDir, 'gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    const before = await sample.reads('aligning', (job) => job.current_step === 'Align reads');
    const stopped = running();
    expect(await first.end('SIGINT', 'group')).toBeLessThan(MOST_MS_TO_END);
    expect(await first.ended).toBe(0);
    expect(stillRunning(stopped)).toEqual([]);
    expect(isAlive(before.process_id!)).toBe(true);
    sample.open('ALIGN');
    await sample.says('CALL.reached');

    // The next start adopts the running job: no event is missing or repeated.
    const second = start(settings);
    const next = await second.link();
    expect(next.searchParams.get('token')).toBe(token);
    api.url = next.origin;
    const after = await sample.reads('calling', (job) => job.current_step === 'Call variants');
    expect([after.process_id, after.attempt, after.status]).toEqual([before.process_id, 1, 'running']);
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    await sample.leavesNoProcess();

    // It keeps running even if its output is no longer read: a line is printed when a service restarts.
    second.process.stdout!.destroy();
    second.process.stderr!.destroy();
    await endAsACrash('runner');
    await waitUntil(() => names().join() === all.join(), { what: 'the runner is back' });
    expect((await fetch(new URL('/health/live', api.url))).status).toBe(200);

    // If `npm start` is killed, its services keep running, and the next `npm start` replaces them. If a service cannot
    // start, `npm start` stops the others.
    await second.end('SIGKILL');
    const leftovers = running();
    expect(leftovers).toHaveLength(4);
    rmSync(join(dataDir, 'storage.id'));
    mkdirSync(join(dataDir, 'storage.id')); // which the runner stores as a file
    await expect(starting(settings)).rejects.toThrow(/^The runner did not start; the end of .*runner\.log:/m);
    expect(said).toContain('Starting runner');
    expect(stillRunning(leftovers)).toEqual([]);
    expect(running()).toEqual([]);
  }, 400_000);

  it('ends a service at the next start if it was killed right after starting it, and leaves none after an ordered stop', async () => {
    console.log(`REPRISE_SEED=${String(seed)}`);
    for (const [name, word] of Object.entries(programs))
      await start().killAtBirthOf(name, word, MOST_MS_OLD * draw(name));
    const last = start();
    await last.link();
    expect(names()).toEqual(all);
    const commands = processesIn(dataDir).map(({ command }) => command);
    for (const word of Object.values(programs))
      expect(commands.filter((command) => command.includes(word))).toHaveLength(1);
    await last.end('SIGINT', 'group');
    expect(await last.ended).toBe(0);
    expect(processesIn(dataDir)).toEqual([]);
  }, 400_000);

  it.each([
    ['NATS_URL', 'nats://127.0.0.1:9'],
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none'],
  ])('starts nothing if %s points at no server, and reports the setting', async (setting, url) => {
    const words = `^${setting} leads to no server: .*127\\.0\\.0\\.1:9.* Start the server, or correct ${setting}\\.$`;
    await expect(starting({ [setting]: url })).rejects.toThrow(new RegExp(words));
    expect(running()).toEqual([]);
  });
});
