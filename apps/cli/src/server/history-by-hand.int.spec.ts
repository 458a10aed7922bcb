import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { VerificationReport } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { storablePoison } from '@reprise/event-log/testing';
import pg from 'pg';
import { readSettings, type Servers, withServers } from '@reprise/launcher';
import { serverFolder } from '@reprise/testing';
import { leaveHistory } from './testing/leave-history.ts';
import { runCommand, type Ended } from './testing/run-command.ts';

const folder = mkdtempSync(join(serverFolder(), 'reprise-history-'));
const env = { REPRISE_DATA_DIR: folder };
const settings = readSettings(env);
afterAll(() => rmSync(folder, { recursive: true }));

const EVENTS = 40;
const poison = storablePoison(newId());
const ALL = EVENTS + poison.length;

/** Reports progress once a second. */
const onlyProgress = expect.stringMatching(/^(\d+ of \d+ events\n)*$/) as string;

const run = (...args: string[]) => runCommand(env, ...args);

/** The same, in a separate process. */
async function runProcess(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += String(data)));
  child.stderr.on('data', (data) => (said.err += String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

/** Changes the tables, using the servers of a running Reprise, or starting them temporarily. */
const change = (statement: string) =>
  withServers(settings, async ({ databaseUrl }) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  });

describe('npm run verify, reseed and rebuild on a data folder', () => {
  it('verify the history, also beside running services, and name what was altered', async () => {
    await withServers(settings, async (servers: Servers) => {
      await leaveHistory(servers, join(folder, 'audit'), EVENTS, poison);
      const whole = await run('verify');
      expect(whole).toMatchObject({ code: 0, err: onlyProgress });
      expect(whole.out).toMatch(
        new RegExp(`Checked ${ALL} events[^]*1 signed heads, the last one of event ${ALL}[^]*Nothing was altered`),
      );
      await change(`update rm.audit set headers = replace(headers::text, '"ada"', '"eve"')::jsonb where seq = 7`);
      const altered = await run('verify');
      expect(altered).toMatchObject({ code: 1 });
      expect(altered.out).toContain('ALTERED: Event 7 was altered in the audit table: the header ce-actor differs.');
    });
    const json = await runProcess('verify', '--json');
    expect(json).toMatchObject({ code: 1 });
    const { ok, findings } = JSON.parse(json.out) as VerificationReport;
    expect({ ok, findings }).toMatchObject({ ok: false, findings: [{ kind: 'altered', place: 'audit', seq: 7 }] });
  });

  it('rebuild the log from the audit table, and the tables from the log', async () => {
    await withServers(settings, async () => {
      await change(`update rm.audit set headers = replace(headers::text, '"eve"', '"ada"')::jsonb where seq = 7`);
      expect(await run('reseed')).toMatchObject({ code: 1, err: expect.stringContaining('is in use by the Reprise') });
    });
    expect(await run('reseed')).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
    renameSync(join(folder, 'nats/store'), join(folder, 'nats/lost'));
    const seeded = await run('reseed');
    expect(seeded).toMatchObject({ code: 0, err: '' });
    expect(seeded.out).toContain(`The stream holds the ${ALL} events of the audit table`);

    await withServers(settings, async () => {
      expect(await run('verify')).toMatchObject({ code: 0, err: onlyProgress });
      const same = await run('rebuild');
      expect(same).toMatchObject({ code: 0, err: '' });
      expect(same.out).toContain(`The old tables held what the log gives up to event ${ALL}, row for row.`);

      await change(`update rm.audit set actor = 'eve' where seq = 7`);
      const other = await run('rebuild');
      expect(other).toMatchObject({ code: 1, err: '' });
      expect(other.out).toContain(`HELD OTHER ROWS than the log gives up to event ${ALL}: audit.`);
      expect(await run('rebuild')).toMatchObject({ code: 0 });
      // According to docs/audit-format.md, the old history is no longer signed.
      await change('truncate trust.signed_head');
    });
  });

  it('keep their result and warn if only the copy for programs cannot be verified', async () => {
    renameSync(join(folder, 'nats/store'), join(folder, 'nats/store-before'));
    const beside = join(folder, 'beside');
    cpSync(join(folder, 'audit'), join(beside, 'audit'), { recursive: true });
    await withServers(settings, async ({ natsUrl, databaseUrl }) => {
      const wrong = new URL(natsUrl);
      wrong.password = 'wrong';
      const servers = { NATS_URL: natsUrl, NATS_COPIER_URL: wrong.href, DATABASE_URL: databaseUrl };
      const runBeside = (name: string) => runCommand({ REPRISE_DATA_DIR: beside, ...servers }, name);
      const warning = expect.stringMatching(
        /^Warning: the copy that other programs read could not be checked: .*\n.*npm run rebuild/,
      );
      const seeded = await runBeside('reseed');
      expect(seeded).toMatchObject({ code: 0, err: warning });
      expect(seeded.out).toContain(`The stream holds the ${ALL} events of the audit table`);
      const rebuilt = await runBeside('rebuild');
      expect(rebuilt).toMatchObject({ code: 0, err: warning });
      expect(rebuilt.out).toContain(`Rebuilt from ${ALL} events`);
    });
  });

  it('rewrite the copy for programs if the tables were built from another log', async () => {
    renameSync(join(folder, 'audit/heads.ndjson'), join(folder, 'audit/heads.old'));
    renameSync(join(folder, 'nats/store/jetstream/REPRISE/streams/REPRISE'), join(folder, 'nats/lost-log'));
    const anew = await run('rebuild');
    expect(anew.out).toContain('is one of another log');
    expect(anew.out).toContain('they are kept in the schema');
    expect(anew.out).toContain('The copy that other programs read was recreated');
  });

  it('name what is missing', async () => {
    const wrong = { ...env, REPRISE_DATA_DIR: join(folder, 'no-such') };
    await expect(withServers(readSettings(wrong), async () => {})).rejects.toThrow('There is no data folder');
    expect(await run('verify', '--nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('nonsense') });
  });
});

describe('reprise quarantine', () => {
  it('removes the effect of an event from the next rebuild on, and verify reports it', async () => {
    const other = mkdtempSync(join(serverFolder(), 'reprise-quarantine-'));
    const run = (...args: string[]) => runCommand({ REPRISE_DATA_DIR: other }, ...args);
    await withServers(readSettings({ REPRISE_DATA_DIR: other }), async (servers) => {
      await leaveHistory(servers, join(other, 'audit'), 10);
      expect(await run('quarantine', '7')).toMatchObject({ err: expect.stringContaining('--why') });
      expect(await run('quarantine', 'x', '--why', 'odd')).toMatchObject({
        code: 1,
        err: expect.stringContaining('not a sequence') as string,
      });
      const asked = await run('quarantine', '7', '--why', 'the projector stops at it');
      expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('add --yes') });
      const done = await run('quarantine', '7', '--why', 'the projector stops at it', '--yes');
      expect(done).toMatchObject({ code: 0, err: '' });
      expect(done.out).toContain('is the event priority_changed of ada');
      expect(await run('quarantine', '7', '--why', 'again', '--yes')).toMatchObject({
        code: 0,
        out: expect.stringContaining('already') as string,
      });
      expect(await run('quarantine', '11', '--why', 'hide it', '--yes')).toMatchObject({
        code: 1,
        err: expect.stringContaining('is the record of a quarantine') as string,
      });
      expect(await run('quarantine', '4711', '--why', 'odd')).toMatchObject({
        code: 1,
        err: expect.stringContaining('has no message 4711') as string,
      });
      expect(await run('verify')).toMatchObject({
        code: 0,
        out: expect.stringContaining('The tables still have its effect: run npm run rebuild.') as string,
      });
      expect((await run('rebuild')).out).toContain('HELD OTHER ROWS than the log gives up to event 10: ');
      const verified = await run('verify');
      expect(verified).toMatchObject({ code: 0 });
      expect(verified.out).toMatch(/Event 7 was quarantined by .+: the projector stops at it/);
      expect(verified.out).not.toContain('still have its effect');
    });
    rmSync(other, { recursive: true });
  });
});
