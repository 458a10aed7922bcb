import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Finding, VerificationReport } from '@reprise/contracts';
import {
  makeEvent,
  MemoryEventLog,
  newId,
  seedStream,
  streamExists,
  type EventLog,
  type LogEntry,
} from '@reprise/event-log';
import { startNats, startPostgres, type TestServer } from '@reprise/testing';
import { chain, databaseOf, fork, GENESIS, readPosition, type Content, type ReadModel } from '@reprise/read-model';
import {
  appendAll,
  deleteStream,
  emptyReadModel,
  entriesOf,
  keepRows,
  M0010AttemptOfSubmission,
  newSeed,
  openLog,
  projectAll,
  randomHistory,
} from '@reprise/read-model/testing';
import { bookOf } from '../heads/head-book.ts';
import { headLine } from '../heads/signed-head.ts';
import { appendLines } from '../heads/head-file.ts';
import { Trust } from '../heads/trust.ts';
import { auditRows, isWhole, type StoredRow } from './audit-entries.ts';
import { verify, type VerifyProgress } from './verify.ts';

const seed = newSeed();
const SEEDED = 50;
const TRUST = 'trust';
const NOW = '2026-01-01T00:00:00.000Z';
let postgres: TestServer;
let nats: TestServer;
let copies: TestServer;
let log: EventLog;
let entries: LogEntry[];
let hashes: string[];
/** Projected once; each test finds the rows as they were then. */
let model: ReadModel;
let putBack: () => Promise<void>;
let folder: string;
let trust: Trust;
const toEnd: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  [postgres, nats, copies] = await Promise.all([startPostgres(), startNats(), startNats()]);
  log = await openLog(nats.url);
  const created = Date.parse((await log.head()).created);
  // The first ones are of an earlier stream, as if this one had been seeded again with them.
  const times = [created - 1000, created].map((time) => new Date(time).toISOString());
  const history = randomHistory(seed, 12).slice(0, 240);
  const timed = history.map((event, i) => ({ ...event, time: times[i < SEEDED ? 0 : 1]! }));
  await appendAll(log, timed, 1);
  entries = await entriesOf(log);
  hashes = chain(GENESIS, entries);
  model = await emptyReadModel(postgres.url);
  await projectAll(model, log);
  putBack = await keepRows(model);
});
afterAll(async () => {
  await model.close();
  await log.close();
  await Promise.all([postgres, nats, copies].map((server) => server.stop()));
});
beforeEach(async () => {
  await putBack();
  folder = mkdtempSync(join(tmpdir(), 'reprise-verify-'));
  trust = await Trust.open({ readModel: model, folder, schema: TRUST });
});
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
  await sql(`truncate ${TRUST}.signed_head`);
  rmSync(folder, { recursive: true });
});

/** Signs that the chain had this hash there, as a projector would have when it came by. */
const signAt = async (seq: number, count = seq) => {
  const { stream_created } = (await readPosition(databaseOf(fork(model))))!;
  await trust.sign({ last_seq: seq, count, hash: hashes[seq - 1]!, stream_created }, NOW);
};
const check = (of: EventLog = log): Promise<VerificationReport> => verify({ log: of, readModel: model, trust });
const found = async (of?: EventLog): Promise<Pick<Finding, 'kind' | 'place' | 'seq'>[]> =>
  (await check(of)).findings.map(({ kind, place, seq }) => ({ kind, place, seq }));
const sql = (statement: string) => fork(model).execute(statement);

/** A stream of another nats-server that holds these instead, numbered anew, as if it were the one that is followed. */
async function streamOf(changed: readonly LogEntry[]): Promise<EventLog> {
  if (await streamExists({ servers: copies.url, name: 'test' })) await deleteStream(copies.url);
  const numbered = changed.map((entry, i) => ({ ...entry, seq: i + 1 }));
  await seedStream({ servers: copies.url, name: 'test' }, Readable.from(numbered));
  const other = await openLog(copies.url);
  toEnd.push(() => other.close());
  await sql(`update checkpoint set stream_created = '${(await other.head()).created}'`);
  return other;
}

/** Recomputes all hashes of the audit table, as an attacker who knows the chain would. */
async function rechain(): Promise<void> {
  const rows: (StoredRow & Content)[] = [];
  for await (const row of auditRows(model, 1, 1000)) if (isWhole(row)) rows.push(row);
  const anew = chain(GENESIS, rows);
  for (const [i, { seq }] of rows.entries())
    await sql(`update audit set hash = decode('${anew[i]!}', 'hex') where seq = ${String(seq)}`);
  await sql(`update checkpoint set hash = decode('${anew.at(-1)!}', 'hex'), count = ${String(rows.length)}`);
}

/** The same event once more, under an id for which the server does not pass it over. */
const again = (entry: LogEntry): LogEntry => ({
  ...entry,
  headers: entry.headers.map(([name, value]) => [name, name === 'Nats-Msg-Id' ? randomUUID() : value]),
});
const reworded = (entry: LogEntry): LogEntry => ({
  ...entry,
  payload: Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(entry.payload).toString()), reason: 'other' })),
});
const alterPayload = (seq: number) =>
  sql(`update audit set payload = payload || ' '::bytea where seq = ${String(seq)}`);
const move = (from: number, to: number) => sql(`update audit set seq = ${String(to)} where seq = ${String(from)}`);

describe('a history that nobody touched', () => {
  it('is found whole, and the report says what was looked at', async () => {
    await signAt(100);
    await signAt(230);
    const progress: VerifyProgress[] = [];
    const report = await verify({ log, readModel: model, trust, onProgress: (at) => progress.push(at) });
    expect(report).toMatchObject({
      ...{ ok: true, findings: [], entries: 240, last_seq: 240, differing: 0, unsigned: 10, unprojected: 0 },
      heads: { valid: 2, last_seq: 230, last_time: NOW },
    });
    expect(progress.at(-1)).toEqual({ entries: 240, total: 240 });
  });

  it('is found whole while more arrives than is projected', async () => {
    const longer = await streamOf([...entries, ...entries.slice(0, 3).map(again)]);
    expect(await check(longer)).toMatchObject({ ok: true, entries: 240, unprojected: 3 });
  });

  it('is found whole where the table is from before submissions had an attempt, once it is brought up to date', async () => {
    await sql(`update audit set attempt = null where type = 'submitted'`);
    expect(await found()).toMatchObject([{ kind: 'altered', place: 'audit' }]);
    const em = fork(model);
    const migration = new M0010AttemptOfSubmission(em.getDriver(), em.config);
    migration.up();
    for (const query of migration.getQueries()) await em.execute(query);
    expect(await found()).toEqual([]);
  });

  it('is found whole with a message whose headers say something else than its subject', async () => {
    const forged = new MemoryEventLog();
    await appendAll(forged, randomHistory(seed, 5));
    const victim = (await entriesOf(forged))[0]!;
    const genuine = makeEvent(
      { type: 'cancel_requested', subject: victim.event!.subject, data: { attempt: 1, reason: 'a wish' } },
      { ...victim.envelope!, id: newId(), actor: 'dr.house' },
    );
    const elsewhere = new MemoryEventLog();
    await elsewhere.append(genuine);
    const [message] = await entriesOf(elsewhere);
    forged.plant({ ...message!, subject: message!.subject.replace(/[^.]+$/, 'attempt_failed') });
    const other = await emptyReadModel(postgres.url);
    toEnd.push(() => other.close());
    await projectAll(other, forged);
    const nothingSigned = { heads: async () => bookOf([], new Map()) };
    expect(await verify({ log: forged, readModel: other, trust: nothingSigned })).toMatchObject({ findings: [] });
  });

  it('is found whole where nothing ever happened, and can be broken off', async () => {
    const empty = await emptyReadModel(postgres.url);
    toEnd.push(() => empty.close());
    const other = await streamOf([]);
    expect(await verify({ log: other, readModel: empty, trust })).toMatchObject({ ok: true, entries: 0 });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(verify({ log, readModel: model, trust, signal })).rejects.toThrow('enough');
  });
});

describe('in the audit table, it is found that', () => {
  beforeEach(() => signAt(240));

  it('a payload was altered', async () => {
    await alterPayload(57);
    await alterPayload(99);
    const report = await check();
    expect(report).toMatchObject({ ok: false, differing: 2 });
    expect(report.findings).toMatchObject([{ kind: 'altered', place: 'audit', seq: 57 }]);
    expect(report.findings[0]!.message).toContain('the payload differs');
  });

  it('a header was altered', async () => {
    await sql(
      `update audit set headers = replace(headers::text, '"ada"', '"eve"')::jsonb where seq >= 57 and headers::text like '%"ada"%'`,
    );
    const [finding] = (await check()).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'audit' });
    expect(finding!.seq).toBeGreaterThanOrEqual(57);
    expect(finding!.message).toContain('the header ce-actor differs');
  });

  it('the order of headers was altered', async () => {
    await sql(`update audit set headers = (headers - 0) || jsonb_build_array(headers -> 0) where seq = 57`);
    expect(await found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
  });

  it.each(['{"a":1}', '[["ce-id",5]]', '[["ce-id"]]', 'null', '"ce-id"'])('headers are none: %s', async (headers) => {
    await sql(`update audit set headers = '${headers}' where seq = 57`);
    const [finding, ...more] = (await check()).findings;
    expect([finding, more]).toMatchObject([{ kind: 'altered', place: 'audit', seq: 57 }, []]);
    expect(finding!.message).toContain('its headers are no pairs of text');
  });

  it.each([
    ['actor', `actor = 'eve'`],
    ['reason', `reason = 'none of your business'`],
    ['type', `type = 'nothing'`],
    ['at', `at = at + interval '1 ms'`],
    ['stored_at', `stored_at = stored_at - interval '1 s'`],
    ['stored_at', `stored_at = '2001-01-01'`],
    ['attempt', 'attempt = 99'],
    ['job_id', `job_id = gen_random_uuid()`],
    ['repeat_of', 'repeat_of = 3'],
  ])('the column %s says something else than the event', async (name, change) => {
    await sql(`update audit set ${change} where seq = 60`);
    const [finding] = (await check()).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'audit', seq: 60 });
    expect(finding!.message).toContain(`the column ${name} of event 60`);
  });

  it('events were backdated together, from the first one of this stream on', async () => {
    await sql(`update audit set stored_at = stored_at - interval '1 year'`);
    expect(await found()).toEqual([{ kind: 'altered', place: 'audit', seq: SEEDED + 1 }]);
  });

  it('a hash was altered, or that of the checkpoint', async () => {
    await sql(`update audit set hash = sha256('x') where seq = 57`);
    expect(await found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
    await sql(`update audit set hash = decode('${hashes[56]!}', 'hex') where seq = 57`);
    await sql(`update checkpoint set hash = sha256('x')`);
    expect(await found()).toEqual([{ kind: 'altered', place: 'audit', seq: 240 }]);
  });

  it('the checkpoint counts other events than there are, which hides how many are not signed', async () => {
    await sql('update checkpoint set count = 6');
    const { findings, unsigned } = await check();
    expect(findings).toMatchObject([{ kind: 'altered', place: 'audit', seq: 240 }]);
    expect(findings[0]!.message).toContain('it counts 6 events up to event 240, but the audit table holds 240');
    expect(unsigned).toBe(0);
  });

  it('an event was dropped, with and without closing the gap', async () => {
    await sql('delete from audit where seq = 57');
    expect(await found()).toEqual([{ kind: 'dropped', place: 'audit', seq: 57 }]);
    for (let seq = 58; seq <= 240; seq++) await move(seq, seq - 1);
    await rechain();
    expect(await found()).toEqual([
      { kind: 'dropped', place: 'audit', seq: 57 },
      { kind: 'cut_off', place: 'audit', seq: 240 },
    ]);
  });

  it('events were swapped', async () => {
    await move(57, 0);
    await move(180, 57);
    await move(0, 180);
    const [finding, ...more] = (await check()).findings;
    expect([finding, more]).toMatchObject([{ kind: 'swapped', place: 'audit', seq: 57 }, []]);
    expect(finding!.message).toContain('swapped with event 180');
  });

  it('an event was inserted', async () => {
    const [index] = await fork(model).execute<{ indexdef: string }[]>(
      "select indexdef from pg_indexes where indexname = 'audit_event_id'",
    );
    toEnd.push(() => sql(`truncate audit; ${index!.indexdef}`));
    await sql('drop index audit_event_id');
    // Not all at once, as each number is there only once at any time.
    await sql('update audit set seq = -seq where seq >= 57');
    await sql('update audit set seq = 1 - seq where seq < 0');
    await sql(`insert into audit select (audit_row).* from (
      select jsonb_populate_record(a, '{"seq": 57}') as audit_row from audit a where seq = 3) one`);
    await rechain();
    await sql('update checkpoint set last_seq = 241');
    expect(await found()).toEqual([
      { kind: 'inserted', place: 'audit', seq: 57 },
      { kind: 'cut_off', place: 'stream', seq: 241 },
    ]);
  });

  it('the end was cut off, also where the checkpoint was set back with it', async () => {
    await sql('delete from audit where seq > 200');
    expect(await found()).toEqual([{ kind: 'cut_off', place: 'audit', seq: 201 }]);
    await sql(`update checkpoint set last_seq = 200, count = 200, hash = decode('${hashes[199]!}', 'hex')`);
    expect(await found()).toEqual([{ kind: 'cut_off', place: 'audit', seq: 201 }]);
  });

  it('an event was altered and the chain made anew, as long as a head was signed after it', async () => {
    await alterPayload(57);
    await rechain();
    expect(await found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
  });
});

describe('in the stream, it is found that', () => {
  it.each([
    ['an event was altered', 'altered', () => entries.with(56, reworded(entries[56]!))],
    ['an event was dropped', 'dropped', () => entries.toSpliced(56, 1)],
    ['an event was inserted', 'inserted', () => entries.toSpliced(56, 0, again(entries[2]!))],
    ['events were swapped', 'swapped', () => entries.with(56, entries[100]!).with(100, entries[56]!)],
  ])('%s', async (_, kind, changed) => {
    await signAt(30);
    await signAt(230);
    const [first, ...more] = await found(await streamOf(changed()));
    expect(first).toEqual({ kind, place: 'stream', seq: 57 });
    expect(more).toEqual(kind === 'dropped' ? [{ kind: 'cut_off', place: 'stream', seq: 240 }] : []);
  });

  it('its end was cut off', async () => {
    expect(await found(await streamOf(entries.slice(0, 200)))).toEqual([
      { kind: 'cut_off', place: 'stream', seq: 201 },
    ]);
  });

  it('it is another one, or none at all', async () => {
    const other = await streamOf(entries);
    await sql(`update checkpoint set stream_created = 'long ago'`);
    expect(await found(other)).toEqual([{ kind: 'replaced', place: 'stream', seq: null }]);
    await deleteStream(copies.url);
    expect(await found(other)).toEqual([
      { kind: 'replaced', place: 'stream', seq: null },
      { kind: 'cut_off', place: 'stream', seq: 1 },
    ]);
  });
});

describe('of stream and audit table', () => {
  it('no side is taken where no head was signed after the change and both are sound in themselves', async () => {
    await signAt(30);
    const other = await streamOf(entries.with(56, reworded(entries[56]!)));
    const [finding] = (await check(other)).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'stream_or_audit', seq: 57 });
    expect(finding!.message).toContain('No head was signed after it');
  });

  it('a change made alike in both is found by the next signed head, and between which heads it lies', async () => {
    const other = await streamOf(entries.with(56, reworded(entries[56]!)));
    const alike = await emptyReadModel(postgres.url);
    toEnd.push(() => alike.close());
    await projectAll(alike, other);
    for (const seq of [30, 90, 230]) await signAt(seq);
    const { findings } = await verify({ log: other, readModel: alike, trust });
    expect(findings).toMatchObject([{ kind: 'altered', place: 'stream_and_audit', seq: 31 }]);
    expect(findings[0]!.message).toContain('one of the events 31 to 90 was changed in both');
  });

  it('the same end cut off in both is found by a signed head only', async () => {
    const other = await streamOf(entries.slice(0, 200));
    const shorter = await emptyReadModel(postgres.url);
    toEnd.push(() => shorter.close());
    await projectAll(shorter, other);
    expect(await verify({ log: other, readModel: shorter, trust })).toMatchObject({ ok: true });
    await signAt(240);
    const { findings } = await verify({ log: other, readModel: shorter, trust });
    expect(findings).toMatchObject([{ kind: 'cut_off', place: 'stream_and_audit', seq: 201 }]);
  });
});

describe('a signed head', () => {
  it('that counts other events than there are is found, and how many came after it is counted', async () => {
    await signAt(100, 6);
    const { findings, unsigned } = await check();
    expect(findings).toMatchObject([{ kind: 'altered', place: 'head', seq: 100 }]);
    expect(findings[0]!.message).toContain('counts 6 events up to event 100, but there are 100');
    expect(unsigned).toBe(140);
  });

  it('that was forged, or signed with a strange key, is found and vouches for nothing', async () => {
    await signAt(100);
    const genuine = (await trust.last())!;
    await appendLines(folder, [headLine({ ...genuine, hash: hashes[4]! })]);
    expect(await found()).toEqual([{ kind: 'forged', place: 'head', seq: 100 }]);
    rmSync(join(folder, 'public-keys'), { recursive: true });
    expect((await check()).findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('none of those trusted here'),
      expect.stringContaining('none of those trusted here'),
    ]);
  });
});
