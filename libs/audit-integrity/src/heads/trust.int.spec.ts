import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import {
  chain,
  fork,
  GENESIS,
  HeadMismatchError,
  rebuild,
  startProjector,
  type Content,
  type Projector,
  type ReadModel,
} from '@reprise/read-model';
import {
  appendAll,
  digest,
  emptyReadModel,
  newSeed,
  projectAll,
  randomHistory,
  until,
} from '@reprise/read-model/testing';
import { signHeads, type Signing } from './sign-heads.ts';
import { auditRows, isWhole, type StoredRow } from '../verify/audit-entries.ts';
import { verify } from '../verify/verify.ts';
import { keepSigningKey } from './keys.ts';
import { headLine, signHead } from './signed-head.ts';
import { Trust } from './trust.ts';

const seed = newSeed();
let postgres: TestServer;
let model: ReadModel;
let log: MemoryEventLog;
let folder: string;
let trust: Trust;
const started: Projector[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  model = await emptyReadModel(postgres.url);
  log = new MemoryEventLog();
  folder = mkdtempSync(join(tmpdir(), 'reprise-trust-'));
  trust = await openTrust();
});
afterEach(async () => {
  for (const projector of started.splice(0)) await projector.stop();
  await model.close();
  rmSync(folder, { recursive: true });
});

const own = () => join(folder, 'audit');
const elsewhere = () => join(folder, 'elsewhere');
const openTrust = () =>
  Trust.open({ readModel: model, folder: own(), copyFolder: elsewhere(), schema: `trust_${model.schema}` });
const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []);
const caughtUp = async (projector: Projector) => {
  const { last_seq } = await log.head();
  await until(() => projector.status().position === last_seq, `event ${String(last_seq)} is projected`);
};
const project = (signing: Partial<Signing> = {}) => {
  const observe = signHeads({ trust, everyEntries: 50, ...signing }, model, log);
  const projector = startProjector({ readModel: model, log, observe });
  started.push(projector);
  return projector;
};

describe('signed heads', () => {
  it('are signed every N entries and when the projector stops, into table, file and the folder elsewhere', async () => {
    const projector = project();
    await appendAll(log, randomHistory(seed, 10).slice(0, 130), 10);
    await caughtUp(projector);
    await projector.stop();
    const book = await trust.heads();
    expect(book.problems).toEqual([]);
    expect(book.heads.at(-1)).toMatchObject({ seq: 130, count: 130, stream_created: (await log.head()).created });
    expect(book.places.map((place) => place.heads)).toEqual([1, 1, 1].map(() => book.heads.length));
    expect(linesOf(join(own(), 'heads.ndjson'))).toEqual(book.heads.map(headLine));
    expect(linesOf(join(elsewhere(), 'heads.ndjson'))).toEqual(book.heads.map(headLine));

    const again = project();
    await caughtUp(again);
    await again.stop();
    expect((await trust.heads()).heads).toEqual(book.heads);
  });

  it('are signed after a while where anything came, and not where nothing did', async () => {
    const projector = project({ everyEntries: 1000, everyMs: 50 });
    await appendAll(log, randomHistory(seed, 1).slice(0, 7));
    await until(async () => (await trust.last())?.seq === 7, 'the head is signed');
    await projector.stop();
    expect((await trust.heads()).heads).toHaveLength(1);
  });

  it('come from a key that only the owner reads, and that stays', async () => {
    const { keyId } = keepSigningKey(own());
    expect(statSync(join(own(), 'private-key.pem')).mode & 0o777).toBe(0o600);
    expect(keepSigningKey(own()).keyId).toBe(keyId);
    expect(existsSync(join(own(), 'public-keys', `${keyId}.pem`))).toBe(true);
  });

  it('are made up for elsewhere when that could not be written', async () => {
    writeFileSync(elsewhere(), 'in the way');
    const problems: string[] = [];
    const projector = project({ everyEntries: 10, onProblem: (sentence) => problems.push(sentence) });
    await appendAll(log, randomHistory(seed, 2).slice(0, 10));
    await until(() => problems.length > 0, 'it says so');
    expect(problems[0]).toMatch(/could not be signed, and is tried again: .*elsewhere/);
    rmSync(elsewhere());
    await appendAll(log, randomHistory(seed + 1, 2).slice(0, 10));
    await caughtUp(projector);
    await projector.stop();
    const lines = linesOf(join(own(), 'heads.ndjson'));
    expect(lines.length).toBeGreaterThan(1);
    expect(linesOf(join(elsewhere(), 'heads.ndjson'))).toEqual(lines);
  });

  it('tell forged ones, those of an unknown key and unreadable ones from their own', async () => {
    await appendAll(log, randomHistory(seed, 2).slice(0, 10));
    await projectAll(model, log);
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await trust.sign(position, '2026-01-01T00:00:00.000Z');
    const stranger = keepSigningKey(join(folder, 'stranger'));
    const { signature: _, ...claim } = genuine;
    const byStranger = signHead({ ...claim, key_id: stranger.keyId }, stranger.privateKey);
    const forged = { ...genuine, seq: 5 };
    const file = join(own(), 'heads.ndjson');
    appendFileSync(file, [headLine(byStranger), headLine(forged), '{"seq":'].join('\n'));
    const { heads, problems } = await trust.heads();
    expect(heads).toEqual([genuine]);
    expect(problems).toEqual([
      { place: file, seq: 10, message: expect.stringContaining('none of those trusted') },
      { place: file, seq: 5, message: expect.stringContaining('does not bear a signature') },
    ]);
    expect((await trust.heads()).places[1]).toEqual({ name: file, heads: 3, unreadable: 1 });
    await trust.sign(position, '2026-01-01T00:00:01.000Z');
    expect((await trust.heads()).heads).toHaveLength(2);
  });

  it('are no forgery where a crash tore the line of one, and are copied elsewhere whole or not at all', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 60));
    const first = project();
    await caughtUp(first);
    await first.stop();
    const whole = headLine((await trust.last())!);
    appendFileSync(join(own(), 'heads.ndjson'), whole.slice(0, 40));
    trust = await openTrust();
    const second = project();
    await appendAll(log, history.slice(60, 120));
    await caughtUp(second);
    await second.stop();
    const { findings, heads } = await verify({ log, readModel: model, trust });
    expect(findings).toEqual([]);
    expect(heads.places.map(({ unreadable }) => unreadable)).toEqual([0, 1, 0]);
    expect(linesOf(join(elsewhere(), 'heads.ndjson')).every((line) => line.endsWith('}'))).toBe(true);
  });

  it('are not trusted for a key that somebody put beside the heads elsewhere', async () => {
    const position = { last_seq: 10, count: 10, hash: 'ab'.repeat(32), stream_created: 'then' };
    const genuine = await trust.sign(position, '2026-01-01T00:00:00.000Z');
    const stranger = keepSigningKey(elsewhere());
    const { signature: _, ...claim } = genuine;
    const theirs = signHead({ ...claim, seq: 99, key_id: stranger.keyId }, stranger.privateKey);
    appendFileSync(join(elsewhere(), 'heads.ndjson'), `${headLine(theirs)}\n`);
    const { heads, problems } = await trust.heads();
    expect(heads).toEqual([genuine]);
    expect(problems).toMatchObject([{ seq: 99, message: expect.stringContaining('none of those trusted') }]);
    expect(await trust.last()).toEqual(genuine);
  });

  it('are not signed over an audit that is not what was signed before', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 50));
    const first = project();
    await caughtUp(first);
    await first.stop();
    await fork(model).execute(`update audit set hash = sha256('other') where seq = 50`);
    const problems: string[] = [];
    const second = project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(log, history.slice(50, 120));
    await caughtUp(second);
    await second.stop();
    expect(problems[0]).toContain('not what was signed at event 50');
    expect((await trust.last())?.seq).toBe(50);
  });

  it('are not signed over events that were forged before any head was, chain and checkpoint with them', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 60));
    await projectAll(model, log);
    await forge(24);
    const problems: string[] = [];
    const projector = project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(log, history.slice(60, 130));
    await caughtUp(projector);
    await projector.stop();
    expect(problems).toEqual([expect.stringMatching(/^From event 1 on, .* another hash at event 60, so nothing more/)]);
    expect(await trust.last()).toBeNull();
    const { findings } = await verify({ log, readModel: model, trust });
    expect(findings).toMatchObject([{ place: 'stream_or_audit', seq: 24 }]);
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log, trust });
    const again = project();
    await caughtUp(again);
    await again.stop();
    expect(await verify({ log, readModel: model, trust })).toMatchObject({ findings: [], unsigned: 0 });
  });

  it('are not signed over forged events either where the heads before them were taken out of the table', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 60));
    const first = project();
    await caughtUp(first);
    await first.stop();
    await forge(24);
    await fork(model).execute(`delete from trust_${model.schema}.signed_head`);
    const problems: string[] = [];
    const second = project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(log, history.slice(60, 130));
    await caughtUp(second);
    await second.stop();
    expect(problems[0]).toContain('not what was signed at event 60');
    expect((await trust.last())?.seq).toBe(60);
  });

  it('are not signed of a number of events that the checkpoint alone says', async () => {
    await appendAll(log, randomHistory(seed, 10).slice(0, 60));
    await projectAll(model, log);
    await fork(model).execute('update checkpoint set count = 6');
    const problems: string[] = [];
    const projector = project({ onProblem: (sentence) => problems.push(sentence) });
    await until(() => problems.length > 0, 'it says so');
    await projector.stop();
    expect(problems[0]).toContain('the stream leads to 60 events, the tables count 6 at event 60');
    expect(await trust.last()).toBeNull();
  });

  it('are signed again when tables from a backup have come to where they were signed', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 80));
    const first = project();
    await caughtUp(first);
    await first.stop();
    await model.close();
    model = await emptyReadModel(postgres.url);
    trust = await openTrust();
    const problems: string[] = [];
    const second = project({ everyMs: 50, onProblem: (sentence) => problems.push(sentence) });
    await caughtUp(second);
    await appendAll(log, history.slice(80, 90));
    await until(async () => (await trust.last())?.seq === 90, 'the head is signed');
    await second.stop();
    expect(problems.filter((sentence) => !/but the tables reach to event \d+ only/.test(sentence))).toEqual([]);
    expect(await verify({ log, readModel: model, trust })).toMatchObject({ findings: [], unsigned: 0 });
  });

  it('are signed as soon as the heads can be read again', async () => {
    let away = true;
    const problems: string[] = [];
    const last = () => (away ? Promise.reject(new Error('no such table')) : trust.last());
    const sign: Trust['sign'] = (...args) => trust.sign(...args);
    const onProblem = (sentence: string) => problems.push(sentence);
    const projector = project({ trust: { last, sign }, everyMs: 50, onProblem });
    await appendAll(log, randomHistory(seed, 1).slice(0, 7));
    await until(() => problems.length > 0, 'it says so');
    away = false;
    await until(async () => (await trust.last())?.seq === 7, 'the head is signed');
    await projector.stop();
  });
});

/** Replaces an event and recomputes all hashes, as an attacker who knows the chain would. */
async function forge(seq: number): Promise<void> {
  await fork(model).execute(`update audit set payload = payload || ' '::bytea where seq = ${String(seq)}`);
  const rows: (StoredRow & Content)[] = [];
  for await (const row of auditRows(model, 1, 1000)) if (isWhole(row)) rows.push(row);
  for (const [i, hash] of chain(GENESIS, rows).entries())
    await fork(model).execute(`update audit set hash = decode('${hash}', 'hex') where seq = ${String(rows[i]!.seq)}`);
  await fork(model).execute('update checkpoint set hash = (select hash from audit order by seq desc limit 1)');
}

describe('a rebuild', () => {
  it('is what an idle projector goes on from, though the sequence is the same', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(log, history.slice(0, 60));
    await projectAll(model, log);
    await forge(24);
    const projector = project();
    await caughtUp(projector);
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log, trust });
    await appendAll(log, history.slice(60, 80));
    await caughtUp(projector);
    await projector.stop();
    expect(await verify({ log, readModel: model, trust })).toMatchObject({ findings: [], unsigned: 0 });
  });

  it('swaps tables in that lead to every signed head', async () => {
    const history = randomHistory(seed, 10);
    const projector = project();
    for (const part of [history.slice(0, 60), history.slice(60)]) {
      await appendAll(log, part);
      await caughtUp(projector);
    }
    await projector.stop();
    const before = await digest(model);
    expect((await trust.heads()).heads.length).toBeGreaterThan(1);
    await rebuild({ databaseUrl: postgres.url, schema: model.schema, log, trust });
    expect(await digest(model)).toEqual(before);
  });

  it('keeps the old tables where the log is not what was signed, and names the first head that does not match', async () => {
    const history = randomHistory(seed, 10);
    const projector = project();
    for (const part of [history.slice(0, 60), history.slice(60)]) {
      await appendAll(log, part);
      await caughtUp(projector);
    }
    await projector.stop();
    const before = await digest(model);
    const { heads } = await trust.heads();

    const altered = new MemoryEventLog();
    await appendAll(altered, history.with(80, { ...history[80]!, actor: 'mallory' }));
    const options = { databaseUrl: postgres.url, schema: model.schema, trust };
    const refused = rebuild({ ...options, log: altered });
    await expect(refused).rejects.toThrow(HeadMismatchError);
    await expect(refused).rejects.toMatchObject({ seq: heads[1]!.seq });

    const shorter = new MemoryEventLog();
    await appendAll(shorter, history.slice(0, -1));
    await expect(rebuild({ ...options, log: shorter })).rejects.toThrow('its end was cut off');
    expect(await digest(model)).toEqual(before);
  });
});
