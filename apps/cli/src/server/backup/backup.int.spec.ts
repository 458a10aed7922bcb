import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { derivedId, entryAt, newId, openJetStreamLog } from '@reprise/event-log';
import { storablePoison } from '@reprise/event-log/testing';
import { readSettings, RESTORE_MARKER, withServers } from '@reprise/launcher';
import { leaveHistory } from '../testing/leave-history.ts';
import { runCommand } from '../testing/run-command.ts';
import type { Manifest } from './format/manifest.ts';
import { recordChange } from './testing/record-change.ts';
import { ACCOUNTS, query } from './testing/tables.ts';

const scratch = mkdtempSync(join(tmpdir(), 'reprise-backup-'));
chmodSync(scratch, 0o755); // Postgres may run as another user
afterAll(() => rmSync(scratch, { recursive: true }));

const [a, backups, continued] = [join(scratch, 'a'), join(scratch, 'backups'), join(scratch, 'continued')];
const envOf = (dataDir: string) => ({ REPRISE_DATA_DIR: dataDir });
const server = (dataDir: string, ...args: string[]) => runCommand(envOf(dataDir), 'server', ...args);
const backUp = (...more: string[]) => server(a, 'backup', backups, ...more);
const restoreInto = (dataDir: string, ...more: string[]) => server(dataDir, 'restore', backups, ...more);
const serversOf = <T>(dataDir: string, work: Parameters<typeof withServers<T>>[1]) => {
  mkdirSync(dataDir, { recursive: true });
  return withServers<T>(readSettings(envOf(dataDir)), work);
};

const EVENTS = 40;
const poison = storablePoison(newId());
const ALL = EVENTS + poison.length;

function write(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

const manifests = () =>
  readdirSync(join(backups, 'backups'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(backups, 'backups', name), 'utf8')) as Manifest);

beforeAll(() =>
  serversOf(a, async (servers) => {
    await leaveHistory(servers, join(a, 'audit'), EVENTS, poison);
    await query(servers.databaseUrl, ACCOUNTS);
    write(join(a, 'uploads/files/one'), 'reads', 0o444);
    mkdirSync(join(a, 'uploads/samples/s'), { recursive: true });
    linkSync(join(a, 'uploads/files/one'), join(a, 'uploads/samples/s/S_R1.fastq.gz'));
    write(join(a, 'inputs/ref.json'), '{}');
    write(join(a, 'admin.token'), 'token');
    write(join(a, 'jobs/j/work/x'), 'work');
  }),
);

describe('reprise server backup', () => {
  it('runs beside a running Reprise, and copies only new data the next time', async () => {
    await serversOf(a, async ({ natsUrl }) => {
      const first = await backUp();
      expect(first).toMatchObject({ code: 0, err: '' });
      expect(first.out).toContain(`the log to event ${ALL} (${ALL} new), 1 account,`);
      expect(first.out).toMatch(/Not in the backup: work dirs, results and logs of jobs \(.* in .*jobs\)/);
      const before = readdirSync(join(backups, 'files'));
      await recordChange(natsUrl, 1);
      appendFileSync(join(a, 'inputs/ref.json'), ' ');
      const second = await backUp('--check');
      expect(first.out).toContain('All new parts were read again and are intact.');
      expect(second.out).toContain('All parts of this backup were read again and are intact.');
      expect(second.out).toContain(`the log to event ${ALL + 1} (1 new)`);
      const added = readdirSync(join(backups, 'files')).filter((name) => !before.includes(name));
      expect(added).toHaveLength(1);
      expect(readdirSync(join(backups, 'events'))).toEqual([
        `000000000001-${String(ALL).padStart(12, '0')}.ndjson`,
        `${String(ALL + 1).padStart(12, '0')}-${String(ALL + 1).padStart(12, '0')}.ndjson`,
      ]);
    });
    expect(manifests().map(({ log, database }) => [log.last_seq, database.as_of_seq])).toEqual([
      [ALL, ALL],
      [ALL + 1, ALL + 1],
    ]);
    expect(existsSync(join(backups, 'lock'))).toBe(false);
  });

  it('removes the remains of an interrupted backup, and old backups on request', async () => {
    for (const path of ['events/000000000001-000000000009.ndjson', 'files/.unfinished-x', 'backups/.unfinished-y'])
      writeFileSync(join(backups, path), 'part');
    await serversOf(a, async () => {
      expect(await backUp()).toMatchObject({ code: 0, err: '' });
      expect(readdirSync(join(backups, 'events'))).toHaveLength(2);
      expect(readdirSync(join(backups, 'files')).filter((name) => name.startsWith('.'))).toEqual([]);
      expect(manifests()).toHaveLength(3);
      const kept = await backUp('--keep', '3');
      expect(kept.out).toContain('Removed 1 old backups.');
      expect(manifests()).toHaveLength(3);
    });
  });

  it('writes an event chain that the program in docs/backup.md accepts', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../../docs/backup.md'), 'utf8');
    const [, program = ''] = /```python\n([^]*?)```/.exec(page) ?? [];
    const check = () => execFileSync('python3', ['-', backups], { input: program, encoding: 'utf8', stdio: 'pipe' });
    expect(check()).toBe(`${ALL + 1} ${manifests().at(-1)!.log.hash}\n`);
    const [name] = readdirSync(join(backups, 'events'));
    const file = join(backups, 'events', name!);
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, written.replace('"ada"', '"eve"'));
    expect(check).toThrow('event 1 differs');
    writeFileSync(file, written);
  });

  it('rejects a folder in the data dir, a folder with other files, and backups of another Reprise', async () => {
    const inside = await server(a, 'backup', join(a, 'backup'));
    expect(inside).toMatchObject({ code: 1, err: expect.stringContaining('whose loss it would share') as string });
    write(join(scratch, 'other/thesis.txt'), '');
    const other = await server(a, 'backup', join(scratch, 'other'));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('is not a folder of backups') as string });
    const b = join(scratch, 'another');
    await serversOf(b, async (servers) => {
      await leaveHistory(servers, join(b, 'audit'), 2);
      const shorter = await server(b, 'backup', backups);
      expect(shorter).toMatchObject({ code: 1, err: expect.stringContaining('The log ends at event 2') as string });
    });
    const foreign = await server(b, 'restore', backups, '--database');
    expect(foreign).toMatchObject({ code: 2, err: expect.stringContaining('is one of another Reprise') as string });
    expect(existsSync(join(b, 'postgres/data'))).toBe(!existsSync(join(b, 'postgres.folder')));
    expect(manifests()).toHaveLength(3);
  });
});

describe('reprise server restore', () => {
  it('restores everything into an empty data dir, and verifies it', async () => {
    const b = join(scratch, 'b');
    const restored = await restoreInto(b);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(
      new RegExp(
        `Checked ${ALL + 2} events[^]*Nothing was altered[^]*Restored ${b} from the backup .*, up to event ${ALL + 1}\\. The history records this restore as event ${ALL + 2}\\.`,
      ),
    );
    expect(readFileSync(join(b, 'admin.token'), 'utf8')).toBe('token');
    expect(readFileSync(join(b, 'audit/private-key.pem'))).toEqual(readFileSync(join(a, 'audit/private-key.pem')));
    expect(statSync(join(b, 'uploads/samples/s/S_R1.fastq.gz')).ino).toBe(statSync(join(b, 'uploads/files/one')).ino);
    expect(existsSync(join(b, 'jobs'))).toBe(false);
    await serversOf(b, async ({ databaseUrl }) => {
      expect(
        await query(
          databaseUrl,
          `select id, name, role, to_char(created_at at time zone 'utc', 'HH24:MI:SS.US') as at, tags
          from access."user" where "erasedAt" is null`,
        ),
      ).toEqual([
        { id: derivedId('user', 1), name: 'Ünal\n"x"', role: 'admin', at: '16:30:00.123456', tags: ['a', 'b,c'] },
      ]);
      expect(await query(databaseUrl, 'select * from access.session')).toEqual([]);
      expect(await query(databaseUrl, `select event->>'id' as id from access.outbox order by position`)).toEqual([
        { id: derivedId('access', 2) },
        { id: 'waiting' },
      ]);
      await expect(query(databaseUrl, `insert into access."user" (name, role) values ('x', 'king')`)).rejects.toThrow(
        'user_role_check',
      );
      expect(await query(databaseUrl, `insert into access.outbox (event) values ('{}') returning position`)).toEqual([
        { position: '3' },
      ]);
      await query(databaseUrl, 'delete from access.outbox where position = 3');
      expect(
        await query(databaseUrl, `insert into access.mikro_orm_migrations (name) values ('M0003') returning id`),
      ).toEqual([{ id: 3 }]);
      expect(
        await query(databaseUrl, `select has_schema_privilege('reprise_reader', 'access', 'usage') as may`),
      ).toEqual([{ may: false }]);
      expect(await query(databaseUrl, `select indexdef from pg_indexes where indexname = 'of_admins'`)).toHaveLength(1);
      cpSync(backups, continued, { recursive: true });
      expect(await server(b, 'backup', continued)).toMatchObject({ code: 0, err: '' });
    });
    const again = await restoreInto(b);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is not empty: it has') as string });
    rmSync(b, { recursive: true });
  });

  it('restores a moment, with the earlier tables and without later signatures', async () => {
    const b = join(scratch, 'moment');
    const restored = await restoreInto(b, '--until', '20');
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('up to event 20.');
    expect(restored.out).toContain('no backup has earlier ones');
    await serversOf(b, async ({ databaseUrl, natsUrl }) => {
      const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
      expect((await log.head()).last_seq).toBe(21);
      expect((await entryAt(log, 21))?.event).toMatchObject({
        type: 'backup_restored',
        data: {
          backup: manifests().at(-1)!.name,
          until: '20',
          log_seq: 20,
          accounts_seq: manifests()[0]!.database.as_of_seq,
        },
      });
      await log.close();
      expect(await query(databaseUrl, 'select max(seq)::int as last from rm.audit')).toEqual([{ last: 21 }]);
      const cut = await server(b, 'backup', backups);
      expect(cut).toMatchObject({ code: 1, err: expect.stringContaining('The log ends at event 21') as string });
    });
    rmSync(b, { recursive: true });
    for (const [until, message] of [
      ['1999-01-01T00:00Z', 'No event of the backups is that old'],
      [String(ALL + 99), `The backups reach to event`],
      ['soon', 'neither a sequence of the log nor a time'],
    ] as const)
      expect(await restoreInto(b, '--until', until)).toMatchObject({
        code: 2,
        err: expect.stringContaining(message) as string,
      });
    expect(existsSync(b)).toBe(false);
  });

  it('leaves the database in its place if the backups are those of a restored Reprise', async () => {
    const refused = await server(a, 'restore', continued, '--database');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was changed.') as string });
    expect(refused.out).not.toContain('Moved');
    expect(await server(a, 'backup', continued)).toMatchObject({ code: 1 });
  });

  it('restores a lost database beside its log, and lists later changes of accounts', async () => {
    await serversOf(a, async ({ natsUrl }) => recordChange(natsUrl, 2));
    const restored = await server(a, 'restore', backups, '--database');
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/Moved .*data to .*data\.replaced-\d+\.\nDelete it when all is well\.\n/);
    expect(restored.out).not.toContain('only in the database');
    expect(restored.out).toContain('Changes of accounts after the backup of the tables: 1.');
    expect(restored.out).toContain(`user_changed by admin (event ${ALL + 2})`);
    await serversOf(a, async ({ databaseUrl }) => {
      expect(await query(databaseUrl, 'select name from access."user"')).toHaveLength(2);
      expect(await query(databaseUrl, 'select url from webhooks.subscription')).toEqual([
        { url: 'https://lims.example/hook' },
      ]);
      // The log contains the other one.
      expect(await query(databaseUrl, `select event->>'id' as id from access.outbox`)).toEqual([{ id: 'waiting' }]);
      expect(await query(databaseUrl, 'select count(*)::int as n from rm.audit')).toEqual([{ n: ALL + 3 }]);
    });
  });

  it('writes nothing if the backup is damaged, and names the damage', async () => {
    const b = join(scratch, 'damaged');
    const [sample] = manifests()
      .at(-1)!
      .files.filter(({ path }) => path === 'uploads/files/one');
    const file = join(backups, 'files', sample!.sha256);
    writeFileSync(file, 'other');
    const altered = await restoreInto(b);
    expect(altered).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is damaged: .* does not have its SHA-256/) as string,
    });
    rmSync(file);
    expect(await restoreInto(b)).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read (ENOENT)') as string,
    });
    expect(existsSync(b)).toBe(false);
    // A backup repairs missing parts.
    expect(await backUp()).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(file, 'utf8')).toBe('reads');
  });

  it('marks the data dir of an interrupted restore as unusable, with advice', async () => {
    const b = join(scratch, 'broken');
    write(join(b, RESTORE_MARKER), '');
    const verified = await runCommand(envOf(b), 'verify');
    expect(verified).toMatchObject({ code: 2, err: expect.stringContaining('its restore did not end') as string });
    expect(await restoreInto(b)).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') as string });
  });

  it('rejects backups of a later format or release', async () => {
    const later = join(scratch, 'later');
    renameSync(backups, later);
    for (const name of readdirSync(join(later, 'backups'))) {
      const file = join(later, 'backups', name);
      write(file, readFileSync(file, 'utf8').replace(/"reprise": "[^"]+"/, '"reprise": "99.0.0"'));
    }
    const b = join(scratch, 'c');
    const release = await server(b, 'restore', later);
    expect(release).toMatchObject({ code: 2, err: expect.stringContaining('was made by Reprise 99.0.0') as string });
    for (const name of readdirSync(join(later, 'backups'))) {
      const file = join(later, 'backups', name);
      write(file, readFileSync(file, 'utf8').replace('"version": 1', '"version": 2'));
    }
    const format = await server(b, 'restore', later);
    expect(format).toMatchObject({ code: 2, err: expect.stringContaining('has format 2') as string });
    expect(await server(a, 'backup', later)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has format 2') as string,
    });
  });
});
