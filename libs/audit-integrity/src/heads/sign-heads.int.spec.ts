import { join } from 'node:path';
import { jest } from '@jest/globals';
import { startPostgres, type TestServer } from '@reprise/testing';
import { fork, rebuild } from '@reprise/read-model';
import { appendAll, emptyReadModel, newSeed, projectAll, randomHistory, until } from '@reprise/read-model/testing';
import { verify } from '../verify/verify.ts';
import { headLine } from './signed-head.ts';
import { linesOf, SigningLab } from './signing-lab.fixture.ts';
import type { Trust } from './trust.ts';

const seed = newSeed();
let postgres: TestServer;
let lab: SigningLab;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  lab = await SigningLab.open(postgres.url);
});
afterEach(() => lab.close());

describe('signed heads of an audit', () => {
  it('are signed every N entries and when the projector stops, into table, file and external folder', async () => {
    const projector = lab.project();
    await appendAll(lab.log, randomHistory(seed, 10).slice(0, 130), 10);
    await lab.caughtUp(projector);
    await projector.stop();
    const book = await lab.trust.heads();
    expect(book.problems).toEqual([]);
    expect(book.heads.at(-1)).toMatchObject({ seq: 130, count: 130, stream_created: (await lab.log.head()).created });
    expect(book.places.map((place) => place.heads)).toEqual([1, 1, 1].map(() => book.heads.length));
    expect(linesOf(join(lab.own(), 'heads.ndjson'))).toEqual(book.heads.map(headLine));
    expect(linesOf(join(lab.elsewhere(), 'heads.ndjson'))).toEqual(book.heads.map(headLine));

    const again = lab.project();
    await lab.caughtUp(again);
    await again.stop();
    expect((await lab.trust.heads()).heads).toEqual(book.heads);
  });

  it('are signed after a while if new entries exist, and otherwise not', async () => {
    const projector = lab.project({ everyEntries: 1000, everyMs: 50 });
    await appendAll(lab.log, randomHistory(seed, 1).slice(0, 7));
    await until(async () => (await lab.trust.last())?.seq === 7, 'the head is signed');
    await projector.stop();
    expect((await lab.trust.heads()).heads).toHaveLength(1);
  });

  it('are not signed over an audit that differs from what was signed before', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 50));
    const first = lab.project();
    await lab.caughtUp(first);
    await first.stop();
    await fork(lab.model).execute(`update audit set hash = sha256('other') where seq = 50`);
    const problems: string[] = [];
    const second = lab.project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(lab.log, history.slice(50, 120));
    await lab.caughtUp(second);
    await second.stop();
    expect(problems[0]).toContain('not what was signed at event 50');
    expect((await lab.trust.last())?.seq).toBe(50);
  });

  it('are not signed over events that were forged before the first head, with chain and checkpoint', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 60));
    await projectAll(lab.model, lab.log);
    await lab.forge(24);
    const problems: string[] = [];
    const projector = lab.project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(lab.log, history.slice(60, 130));
    await lab.caughtUp(projector);
    await projector.stop();
    expect(problems).toEqual([expect.stringMatching(/^From event 1 on, .* another hash at event 60, so nothing more/)]);
    expect(await lab.trust.last()).toBeNull();
    const { findings } = await verify({ log: lab.log, readModel: lab.model, trust: lab.trust });
    expect(findings).toMatchObject([{ place: 'stream_or_audit', seq: 24 }]);
    await rebuild({ databaseUrl: postgres.url, schema: lab.model.schema, log: lab.log, trust: lab.trust });
    const again = lab.project();
    await lab.caughtUp(again);
    await again.stop();
    expect(await verify({ log: lab.log, readModel: lab.model, trust: lab.trust })).toMatchObject({
      findings: [],
      unsigned: 0,
    });
  });

  it('are not signed over forged events after the preceding heads were deleted from the table', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 60));
    const first = lab.project();
    await lab.caughtUp(first);
    await first.stop();
    await lab.forge(24);
    await fork(lab.model).execute(`delete from trust_${lab.model.schema}.signed_head`);
    const problems: string[] = [];
    const second = lab.project({ onProblem: (sentence) => problems.push(sentence) });
    await appendAll(lab.log, history.slice(60, 130));
    await lab.caughtUp(second);
    await second.stop();
    expect(problems[0]).toContain('not what was signed at event 60');
    expect((await lab.trust.last())?.seq).toBe(60);
  });

  it('are not signed for a count that only the checkpoint has', async () => {
    await appendAll(lab.log, randomHistory(seed, 10).slice(0, 60));
    await projectAll(lab.model, lab.log);
    await fork(lab.model).execute('update checkpoint set count = 6');
    const problems: string[] = [];
    const projector = lab.project({ onProblem: (sentence) => problems.push(sentence) });
    await until(() => problems.length > 0, 'it says so');
    await projector.stop();
    expect(problems[0]).toContain('the stream leads to 60 events, the tables count 6 at event 60');
    expect(await lab.trust.last()).toBeNull();
  });

  it('are signed again when tables from a backup reach the signed sequence', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 80));
    const first = lab.project();
    await lab.caughtUp(first);
    await first.stop();
    await lab.model.close();
    lab.model = await emptyReadModel(postgres.url);
    lab.trust = await lab.openTrust();
    const problems: string[] = [];
    const second = lab.project({ everyMs: 50, onProblem: (sentence) => problems.push(sentence) });
    await lab.caughtUp(second);
    await appendAll(lab.log, history.slice(80, 90));
    await until(async () => (await lab.trust.last())?.seq === 90, 'the head is signed');
    await second.stop();
    expect(problems.filter((sentence) => !/but the tables reach to event \d+ only/.test(sentence))).toEqual([]);
    expect(await verify({ log: lab.log, readModel: lab.model, trust: lab.trust })).toMatchObject({
      findings: [],
      unsigned: 0,
    });
  });

  it('are signed again once a rebuild repaired the refused tables, and the refusal is reported once', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 50));
    const first = lab.project();
    await lab.caughtUp(first);
    await first.stop();
    await fork(lab.model).execute(`update audit set hash = sha256('other') where seq = 50`);
    const problems: string[] = [];
    let looks = 0;
    const { trust } = lab;
    const last = () => {
      looks++;
      return trust.last();
    };
    const sign: Trust['sign'] = (...args) => trust.sign(...args);
    const copy = () => trust.copy();
    const second = lab.project({
      trust: { last, sign, copy },
      everyMs: 50,
      onProblem: (sentence) => problems.push(sentence),
    });
    await until(() => looks > 3, 'it looks again');
    expect(problems).toEqual([expect.stringContaining('not what was signed at event 50')]);
    await rebuild({ databaseUrl: postgres.url, schema: lab.model.schema, log: lab.log, trust });
    await appendAll(lab.log, history.slice(50, 120));
    await until(async () => (await trust.last())?.seq === 120, 'the head is signed');
    await second.stop();
    expect(problems.slice(1)).toEqual([expect.stringContaining('heads are signed again')]);
    expect(await verify({ log: lab.log, readModel: lab.model, trust })).toMatchObject({ findings: [], unsigned: 0 });
  });

  it('are checked at growing intervals after a refusal, and at once when the tables change', async () => {
    const history = randomHistory(seed, 10);
    await appendAll(lab.log, history.slice(0, 60));
    await projectAll(lab.model, lab.log);
    await lab.forge(24);
    let looks = 0;
    const { trust } = lab;
    const last = () => {
      looks++;
      return trust.last();
    };
    const sign: Trust['sign'] = (...args) => trust.sign(...args);
    const copy = () => trust.copy();
    const everyMs = 3_600_000;
    using timers = jest.spyOn(globalThis, 'setInterval');
    const projector = lab.project({ trust: { last, sign, copy }, everyMs });
    await until(() => looks === 1, 'it looks');
    const tick = timers.mock.calls.find(([, delay]) => delay === everyMs)![0];
    for (let ticks = 0; ticks < 1 + 2 + 4; ticks++) tick();
    await until(() => looks >= 4, 'it looks again');
    await appendAll(lab.log, history.slice(60, 70));
    await lab.caughtUp(projector);
    tick();
    await fork(lab.model).execute('update checkpoint set count = 6');
    tick();
    await until(() => looks >= 5, 'it looks at once');
    await projector.stop();
    expect(looks).toBe(5);
  });

  it('are signed after a rebuild of forged tables, also without further events', async () => {
    await appendAll(lab.log, randomHistory(seed, 10).slice(0, 60));
    await projectAll(lab.model, lab.log);
    await lab.forge(24);
    const problems: string[] = [];
    const projector = lab.project({ everyMs: 50, onProblem: (sentence) => problems.push(sentence) });
    await until(() => problems.length > 0, 'it says so');
    await rebuild({ databaseUrl: postgres.url, schema: lab.model.schema, log: lab.log, trust: lab.trust });
    await until(async () => (await lab.trust.last())?.seq === 60, 'the head is signed');
    await projector.stop();
    expect(await verify({ log: lab.log, readModel: lab.model, trust: lab.trust })).toMatchObject({
      findings: [],
      unsigned: 0,
    });
  });

  it('are signed as soon as the heads can be read again', async () => {
    let away = true;
    const problems: string[] = [];
    const last = () => (away ? Promise.reject(new Error('no such table')) : lab.trust.last());
    const sign: Trust['sign'] = (...args) => lab.trust.sign(...args);
    const copy = () => lab.trust.copy();
    const onProblem = (sentence: string) => problems.push(sentence);
    const projector = lab.project({ trust: { last, sign, copy }, everyMs: 50, onProblem });
    await appendAll(lab.log, randomHistory(seed, 1).slice(0, 7));
    await until(() => problems.length > 0, 'it says so');
    away = false;
    await until(async () => (await lab.trust.last())?.seq === 7, 'the head is signed');
    await projector.stop();
  });
});
