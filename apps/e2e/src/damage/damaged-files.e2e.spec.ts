import { execFile, execSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { readSettings, startReprise, withServers } from '@reprise/launcher';
import { serverFolder } from '@reprise/testing';
import pg from 'pg';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { Sample } from '../sample.ts';

const pipelines = join(import.meta.dirname, '../../pipelines');
const program = join(import.meta.dirname, '../../../cli/src/main.ts');
const ONLY_IN_THE_DATABASE =
  'People, roles, passwords, passkeys, invites, API tokens and webhooks are only in the database, not in the log.';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Each test damages what the previous one has repaired. */
describe('npm start on damaged files', () => {
  let scratch: string;
  let guardian: Guardian;
  let env: Record<string, string>;
  let folder: string;
  let job: string;
  let events: number;
  let auditTable: string;

  const run = (...args: string[]): Promise<Ended> =>
    new Promise((resolve) =>
      execFile(process.execPath, [program, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      ),
    );

  /** Starts Reprise, runs a callback, and stops it. */
  async function whileStarted<T>(use: (api: Api) => Promise<T>): Promise<T> {
    const reprise = await startReprise(env, { build: false });
    try {
      return await use(new Api(reprise.url, reprise.token));
    } finally {
      await reprise.stop();
    }
  }

  /** The error with which starting fails. */
  const refusal = async (): Promise<string> => {
    const started = startReprise(env, { build: false });
    await expect(started).rejects.toThrow();
    return started.then(() => '', String);
  };

  const history = (api: Api) =>
    api.history(job).then((entries) => entries.map(({ seq, type }) => `${String(seq)} ${type}`));
  let before: Awaited<ReturnType<typeof history>>;

  async function isComplete(): Promise<void> {
    const { code, out } = await run('verify');
    expect([code, out]).toEqual([0, expect.stringContaining(`Checked ${String(events)} events`)]);
  }

  /** Starts Reprise, and checks that the job looks the same as earlier. */
  const isShown = () =>
    whileStarted(async (api) => {
      expect(await api.job(job)).toMatchObject({ status: 'pending', sample_name: 'sample gate' });
      expect(await history(api)).toEqual(before);
    });

  beforeAll(async () => {
    scratch = mkdtempSync(join(serverFolder(), 'reprise-e2e-'));
    chmodSync(scratch, 0o755); // Postgres may run as another user
    guardian = guard(scratch);
    folder = join(scratch, 'data');
    env = { REPRISE_DATA_DIR: folder, REPRISE_PIPELINES: pipelines, REPRISE_PORT: '0' };
    await whileStarted(async (api) => {
      await api.limitQueue('default', 0);
      ({ id: job } = await Sample.submit(api, folder, 'gate'));
      await api.job(job);
      before = await history(api);
    });
    const { out } = await run('verify');
    events = Number(/Checked (\d+) events/.exec(out)?.[1]);
    expect(events).toBeGreaterThan(1);
  });
  afterAll(() => guardian.finish());

  /** Files of the cluster, wherever it is. */
  function cluster(): string {
    const pointer = join(folder, 'postgres.folder');
    return join(existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(folder, 'postgres'), 'data');
  }

  it('names the command that repairs an empty pg_control, and the command works', async () => {
    truncateSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await refusal();
    expect(refused).toContain(ONLY_IN_THE_DATABASE);
    const damaged = cluster();
    const asked = await run(...commandIn(refused));
    expect(asked).toMatchObject({ code: 2, out: '', err: expect.stringContaining(ONLY_IN_THE_DATABASE) });
    expect(existsSync(damaged)).toBe(true);
    const rebuilt = await run(...commandIn(asked.err));
    expect(rebuilt).toMatchObject({ code: 0, err: '' });
    const [, aside] = /^Moved \S+ to (\S+)\.$/m.exec(rebuilt.out) ?? [];
    expect(rebuilt.out).toContain(`${ONLY_IN_THE_DATABASE} They stay in ${aside ?? 'nowhere'}: keep it.`);
    expect(existsSync(aside ?? '')).toBe(true);
    await isComplete();
    await isShown();
  });

  it('explains how to return unreadable files to Postgres, and the advice works', async () => {
    chmodSync(join(cluster(), 'global/pg_control'), 0);
    const refused = await refusal();
    expect(refused).not.toContain('--new-database');
    execSync(/chown -R .*$/m.exec(refused)?.[0] ?? 'false');
    await isComplete();
  });

  it('names the command that repairs an invalid page, as verify does, and the command works', async () => {
    auditTable = await withServers(readSettings(env), ({ databaseUrl }) => pathOf(databaseUrl, 'rm.audit'));
    const descriptor = openSync(join(cluster(), auditTable), 'r+');
    writeSync(descriptor, Buffer.alloc(512, 0xff), 0, 512, 1024);
    closeSync(descriptor);
    expect(await refusal()).toMatch(/invalid page .* Run npm run rebuild/s);
    const found = await run('verify');
    expect(found.code).not.toBe(0);
    expect(found.out + found.err).toContain('Run npm run rebuild');
    const rebuilt = await run('rebuild');
    expect(rebuilt).toMatchObject({ code: 0, err: '' });
    expect(rebuilt.out).toContain('A file of the old tables was damaged');
    await isComplete();
  });

  it('names the command that recreates a truncated store, and the command works', async () => {
    const messages = join(folder, 'nats/store/jetstream/REPRISE/streams/REPRISE/msgs');
    for (const file of readdirSync(messages)) truncateSync(join(messages, file), 200);
    const refused = await refusal();
    expect(refused).toContain(
      '(npm run reseed; docs/audit.md says how; with --new-store it moves a damaged store aside)',
    );
    expect(await run('reseed', '--new-store')).toMatchObject({ code: 0, err: '' });
    await isComplete();
    await isShown();
  });
});

/** Arguments of the command named in an advice. */
function commandIn(advice: string): string[] {
  const [, name = '', options = ''] = /npm run (\w+) --((?: --[a-z-]+)+)/.exec(advice) ?? [];
  return [name, ...options.trim().split(' ')];
}

/** File of a table in the cluster. */
async function pathOf(databaseUrl: string, table: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ path: string }>('select pg_relation_filepath($1) as path', [table]);
  await client.end();
  return rows[0]!.path;
}
