import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerificationReport } from '@reprise/contracts';
import { derivedId, makeEvent, newId, openJetStreamLog } from '@reprise/event-log';
import { storablePoison, storeMessages } from '@reprise/event-log/testing';
import { signHeads, Trust } from '@reprise/audit-integrity';
import { countSetAside, openReadModel, startProjector } from '@reprise/read-model';
import pg from 'pg';
import { waitUntil } from '@reprise/testing';
import { takeDataFolder } from '@reprise/local-servers';
import { readSettings, type Servers, withServers } from '@reprise/launcher';

const folder = mkdtempSync(join(tmpdir(), 'reprise-history-'));
const env = { REPRISE_DATA_DIR: folder };
const settings = readSettings(env);
afterAll(() => rmSync(folder, { recursive: true }));

const EVENTS = 40;
/** Messages that can be no event: they are set aside, and are of the history all the same. */
const poison = storablePoison(newId());
const ALL = EVENTS + poison.length;

/** How far it has come is said once a second. */
const onlyProgress = expect.stringMatching(/^(\d+ of \d+ events\n)*$/) as string;

/** Makes what a gateway leaves behind when it stops: a log, its projection, and a signed head. */
async function happen({ natsUrl, databaseUrl }: Servers): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
  const readModel = await openReadModel({ databaseUrl });
  const trust = await Trust.open({ readModel, folder: join(folder, 'audit') });
  for (let n = 0; n < EVENTS; n++) {
    const [id, subject] = [derivedId('event', n), derivedId('job', n % 3)];
    const context = { id, time: '2026-01-01T00:00:00.000Z', actor: 'ada', source: '/test' };
    const because = { correlation_id: 'c', causation_id: 'k' };
    const data = { from: n, to: n + 1, reason: 'sooner' };
    await log.append(makeEvent({ type: 'priority_changed', subject, data }, { ...context, ...because }));
  }
  await storeMessages(natsUrl, poison);
  const projector = startProjector({ readModel, log, observe: signHeads({ trust }, readModel, log) });
  await waitUntil(async () => projector.status().position === ALL, {
    what: 'all is projected',
    milliseconds: 40_000,
  });
  await projector.stop();
  expect(await countSetAside(readModel)).toBe(poison.length);
  await readModel.close();
  await log.close();
}

async function run(command: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), command, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += String(data)));
  child.stderr.on('data', (data) => (said.err += String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

const change = (statement: string) =>
  withServers(settings, async ({ databaseUrl }) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  });

describe('npm run verify, reseed and rebuild, by the data folder of a Reprise', () => {
  it('check its history, name what was altered, and make the log again of the audit table and the tables of the log', async () => {
    await withServers(settings, happen);
    const whole = await run('verify');
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.out).toMatch(
      new RegExp(`Checked ${ALL} events[^]*1 signed heads, the last one of event ${ALL}[^]*Nothing was altered`),
    );

    await change(`update rm.audit set headers = replace(headers::text, '"ada"', '"eve"')::jsonb where seq = 7`);
    const altered = await run('verify');
    expect(altered).toMatchObject({ code: 1 });
    expect(altered.out).toContain('ALTERED: Event 7 was altered in the audit table: the header ce-actor differs.');
    const { ok, findings } = JSON.parse((await run('verify', '--json')).out) as VerificationReport;
    expect({ ok, findings }).toMatchObject({ ok: false, findings: [{ kind: 'altered', place: 'audit', seq: 7 }] });
    await change(`update rm.audit set headers = replace(headers::text, '"eve"', '"ada"')::jsonb where seq = 7`);

    expect(await run('reseed')).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
    renameSync(join(folder, 'nats/store'), join(folder, 'nats/lost'));
    const release = takeDataFolder(folder);
    expect(await run('reseed')).toMatchObject({ code: 1, err: expect.stringContaining('is in use by the Reprise') });
    release();
    const seeded = await run('reseed');
    expect(seeded).toMatchObject({ code: 0, err: '' });
    expect(seeded.out).toContain(`The stream holds the ${ALL} events of the audit table`);
    // Beside what runs on the folder.
    await withServers(settings, async () => {
      expect(await run('verify')).toMatchObject({ code: 0, err: onlyProgress });
    });
    const same = await run('rebuild');
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toContain(`The old tables held what the log gives up to event ${ALL}, row for row.`);

    await change(`update rm.audit set actor = 'eve' where seq = 7`);
    const other = await run('rebuild');
    expect(other).toMatchObject({ code: 1, err: '' });
    expect(other.out).toContain(`HELD OTHER ROWS than the log gives up to event ${ALL}: audit.`);
    expect(await run('rebuild')).toMatchObject({ code: 0 });
  });

  it('make the copy that programs read anew, where the tables were built from another log', async () => {
    // As docs/audit-format.md says: the old history is not signed any more.
    await change('truncate trust.signed_head');
    renameSync(join(folder, 'audit/heads.ndjson'), join(folder, 'audit/heads.old'));
    renameSync(join(folder, 'nats/store/jetstream/REPRISE/streams/REPRISE'), join(folder, 'nats/lost-log'));
    const anew = await run('rebuild');
    expect(anew.out).toContain('is one of another log');
    expect(anew.out).toContain('they are kept in the schema');
    expect(anew.out).toContain('The copy that other programs read was made anew');
  });

  it('say what is missing', async () => {
    const wrong = { ...env, REPRISE_DATA_DIR: join(folder, 'no-such') };
    await expect(withServers(readSettings(wrong), happen)).rejects.toThrow('There is no data folder');
    expect(await run('verify', '--nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('nonsense') });
  });
});
