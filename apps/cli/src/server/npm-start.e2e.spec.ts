import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';
import { ProcessRecords, stopLeftovers } from '@reprise/launcher';

const program = new URL('../main.ts', import.meta.url).pathname;
let dataDir: string;
let starts: Start[];
let records: ProcessRecords;

beforeEach(() => {
  starts = [];
  const scratch = mkdtempSync(join(tmpdir(), 'reprise-start-'));
  // So that all of it, Postgres' data too, lies there and goes with it.
  chmodSync(scratch, 0o755);
  dataDir = join(scratch, 'data');
});
afterEach(async () => {
  for (const start of starts) await start.end('SIGKILL');
  await stopLeftovers(new ProcessRecords(dataDir), () => undefined);
  rmSync(join(dataDir, '..'), { recursive: true });
});

class Start {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(env: Record<string, string> = {}) {
    const settings = { REPRISE_DATA_DIR: dataDir, REPRISE_PORT: '0', ...env };
    this.process = spawn(process.execPath, [program, 'start'], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (text) => (this.output += String(text)));
    starts.push(this);
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
  }

  /** The link that it prints when all serve. */
  link(): Promise<URL> {
    const printed = () => {
      if (this.process.exitCode !== null) throw new Error(`It ended:\n${this.output}`);
      const link = /^Reprise is ready: (\S+)$/m.exec(this.output)?.[1];
      return link === undefined ? undefined : new URL(link);
    };
    return waitUntil(printed, { milliseconds: 200_000, what: 'Reprise is ready' });
  }

  /** Signals it, and answers how long it took to end, in milliseconds. */
  async end(signal: NodeJS.Signals): Promise<number> {
    const since = performance.now();
    this.process.kill(signal);
    await this.ended;
    return performance.now() - since;
  }
}

const running = () => {
  records = new ProcessRecords(dataDir);
  return records.all().filter(({ identity }) => isRunning(identity));
};
const names = () =>
  running()
    .map(({ name }) => name)
    .sort();
/** Kills a service, found by its record, as a crash would. */
async function endAsACrash(name: string): Promise<void> {
  const { identity } = running().find((record) => record.name === name)!;
  process.kill(identity.pid, 'SIGKILL');
  await waitUntil(() => !isRunning(identity), { milliseconds: 30_000, what: `the ${name} is down` });
}
const all = ['gateway', 'nats', 'postgres', 'runner'];

describe('npm start', () => {
  it('starts all from an empty data folder, says what is wrong with a pipeline, prints a link that opens the page, keeps another one out, and stops all when asked to', async () => {
    const pipelines = join(dataDir, '../pipelines');
    mkdirSync(join(pipelines, 'wrong'), { recursive: true });
    writeFileSync(join(pipelines, 'wrong/reprise.json'), '{ "name": "wrong", "script": "gone.nf" }');
    const start = new Start({ REPRISE_PIPELINES: pipelines });
    const link = await start.link();
    expect(start.output).toMatch(
      /^A pipeline is not there, .*\/wrong\/reprise\.json, script: .*\n(.*\n)*Reprise is ready/m,
    );
    expect(names()).toEqual(all);
    expect(statSync(join(dataDir, 'admin.token')).mode & 0o777).toBe(0o600);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');
    expect((await fetch(new URL('/api/jobs', link))).status).toBe(401);

    const other = new Start();
    expect(await other.ended).toBe(1);
    expect(other.output).toContain(`in use by the Reprise with process id ${String(start.process.pid)}`);
    expect(names()).toEqual(all);

    const processes = running();
    expect(await start.end('SIGTERM')).toBeLessThan(10_000);
    expect(await start.ended).toBe(0);
    expect(processes.filter(({ identity }) => isRunning(identity))).toEqual([]);
  });

  it('starts anew after it was killed, whatever that left running, and goes on where nobody reads its lines any more', async () => {
    const first = new Start();
    const { searchParams } = await first.link();
    await first.end('SIGKILL');
    const leftovers = running();
    expect(leftovers).toHaveLength(4);
    const second = new Start();
    const link = await second.link();
    expect(leftovers.filter(({ identity }) => isRunning(identity))).toEqual([]);
    expect(link.searchParams.get('token')).toBe(searchParams.get('token'));

    second.process.stdout!.destroy();
    second.process.stderr!.destroy();
    // Its restart is told in a line.
    await endAsACrash('runner');
    await waitUntil(() => names().join() === all.join(), { milliseconds: 30_000, what: 'the runner is back' });
    expect((await fetch(new URL('/health/live', link))).status).toBe(200);
    expect(await second.end('SIGINT')).toBeLessThan(10_000);
    expect(running()).toEqual([]);
  });

  it('stops what was already started where a later service cannot start', async () => {
    // Which the runner would keep as a file.
    mkdirSync(join(dataDir, 'storage.id'), { recursive: true });
    const start = new Start();
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('Starting runner');
    expect(start.output).toMatch(/^The runner did not start; the end of .*runner\.log:/m);
    expect(running()).toEqual([]);
  });

  it.each([
    ['NATS_URL', 'nats://127.0.0.1:9'],
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none'],
  ])('starts nothing where %s leads to no server, and says so', async (setting, url) => {
    const start = new Start({ [setting]: url });
    expect(await start.ended).toBe(1);
    expect(start.output).toMatch(
      new RegExp(`^${setting} leads to no server: .*127\\.0\\.0\\.1:9.* Start the server, or correct ${setting}\\.\n$`),
    );
    expect(running()).toEqual([]);
  });
});
