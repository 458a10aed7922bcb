import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runnerActor, runnerSource } from '@reprise/contracts';
import { makeEvent, MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { countQuarantined, fork } from '@reprise/read-model';
import {
  appendAll,
  entriesOf,
  M0010AttemptOfSubmission,
  newSeed,
  projectAll,
  randomHistory,
} from '@reprise/read-model/testing';
import { bookOf } from '../heads/head-book.ts';
import { appendLines } from '../heads/head-file.ts';
import { headLine } from '../heads/signed-head.ts';
import { again, HistoryLab, NOW, reworded } from './history-lab.fixture.ts';
import { verify, type VerifyProgress } from './verify.ts';

const seed = newSeed();
let lab: HistoryLab;
beforeAll(async () => {
  lab = await HistoryLab.start(seed);
});
afterAll(() => lab.stop());
beforeEach(() => lab.beforeTest());
afterEach(() => lab.afterTest());

/** The log as if it had never contained this event. */
const without = (log: EventLog, seq: number): Pick<EventLog, 'head' | 'read'> => ({
  head: () => log.head(),
  async *read(filters, range) {
    for await (const entry of log.read(filters, range)) if (entry.seq !== seq) yield entry;
  },
});

describe('an unmodified history', () => {
  it('is found intact, and the report lists what was checked', async () => {
    await lab.signAt(100);
    await lab.signAt(230);
    const progress: VerifyProgress[] = [];
    const report = await verify({
      log: lab.log,
      readModel: lab.model,
      trust: lab.trust,
      onProgress: (at) => progress.push(at),
    });
    expect(report).toMatchObject({
      ok: true,
      findings: [],
      entries: 240,
      last_seq: 240,
      differing: 0,
      unsigned: 10,
      unprojected: 0,
      heads: { valid: 2, last_seq: 230, last_time: NOW },
    });
    expect(progress.at(-1)).toEqual({ entries: 240, total: 240 });
  });

  it('is found intact while events arrive faster than they are projected', async () => {
    const longer = await lab.streamOf([...lab.entries, ...lab.entries.slice(0, 3).map(again)]);
    expect(await lab.check(longer)).toMatchObject({ ok: true, entries: 240, unprojected: 3 });
  });

  it('is found intact after the migration of a table from before submissions had an attempt', async () => {
    await lab.sql(`update audit set attempt = null where type = 'submitted'`);
    expect(await lab.found()).toMatchObject([{ kind: 'altered', place: 'audit' }]);
    const em = fork(lab.model);
    const migration = new M0010AttemptOfSubmission(em.getDriver(), em.config);
    migration.up();
    for (const query of migration.getQueries()) await em.execute(query);
    expect(await lab.found()).toEqual([]);
  });

  it('is found intact with a message whose headers contradict its subject', async () => {
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
    const other = await lab.emptyReadModel();
    await projectAll(other, forged);
    const nothingSigned = { heads: () => bookOf([], new Map()) };
    expect(await verify({ log: forged, readModel: other, trust: nothingSigned })).toMatchObject({ findings: [] });
  });

  it("is found intact if a runner reported about another one's attempt, while a later change of the table is found", async () => {
    const log = new MemoryEventLog();
    const job = newId();
    for (const type of ['submitted', 'attempt_claimed'] as const) await log.append(exampleOf(type, job));
    const stranger = { source: runnerSource('b'), actor: runnerActor('b') };
    await log.append({ ...exampleOf('task_completed', job), ...stranger });
    await log.append(exampleOf('attempt_started', job));
    const readModel = await lab.emptyReadModel();
    await projectAll(readModel, log);
    const trust = { heads: () => bookOf([], new Map()) };
    expect(await countQuarantined(readModel)).toBe(1);
    expect(await verify({ log, readModel, trust })).toMatchObject({ findings: [] });
    await fork(readModel).execute(`update audit set actor = 'eve' where seq = 4`);
    expect(await verify({ log, readModel, trust })).toMatchObject({ findings: [{ place: 'audit', seq: 4 }] });
  });

  it('is found intact without events, and the check can be aborted', async () => {
    const empty = await lab.emptyReadModel();
    const other = await lab.streamOf([]);
    expect(await verify({ log: other, readModel: empty, trust: lab.trust })).toMatchObject({ ok: true, entries: 0 });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(verify({ log: lab.log, readModel: lab.model, trust: lab.trust, signal })).rejects.toThrow('enough');
  });
});

describe('a verification of the stream finds that', () => {
  it.each([
    ['an event was altered', 'altered', () => lab.entries.with(56, reworded(lab.entries[56]!))],
    ['an event was dropped', 'dropped', () => lab.entries.toSpliced(56, 1)],
    ['an event was inserted', 'inserted', () => lab.entries.toSpliced(56, 0, again(lab.entries[2]!))],
    ['events were swapped', 'swapped', () => lab.entries.with(56, lab.entries[100]!).with(100, lab.entries[56]!)],
  ])('%s', async (_, kind, changed) => {
    await lab.signAt(30);
    await lab.signAt(230);
    const [first, ...more] = await lab.found(await lab.streamOf(changed()));
    expect(first).toEqual({ kind, place: 'stream', seq: 57 });
    expect(more).toEqual(kind === 'dropped' ? [{ kind: 'cut_off', place: 'stream', seq: 240 }] : []);
  });

  it('its end was cut off', async () => {
    expect(await lab.found(await lab.streamOf(lab.entries.slice(0, 200)))).toEqual([
      { kind: 'cut_off', place: 'stream', seq: 201 },
    ]);
  });

  it('it was replaced or deleted', async () => {
    const other = await lab.streamOf(lab.entries);
    await lab.sql(`update checkpoint set stream_created = 'long ago'`);
    expect(await lab.found(other)).toEqual([{ kind: 'replaced', place: 'stream', seq: null }]);
    await lab.deleteStream();
    expect(await lab.found(other)).toEqual([
      { kind: 'replaced', place: 'stream', seq: null },
      { kind: 'cut_off', place: 'stream', seq: 1 },
    ]);
  });
});

describe('a verification of stream and audit table', () => {
  it('names no side if no head was signed after the change and both are consistent', async () => {
    await lab.signAt(30);
    const other = await lab.streamOf(lab.entries.with(56, reworded(lab.entries[56]!)));
    const [finding] = (await lab.check(other)).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'stream_or_audit', seq: 57 });
    expect(finding!.message).toContain('No later signed head');
  });

  it('finds an equal change in both by the next signed head, and names the heads around it', async () => {
    const other = await lab.streamOf(lab.entries.with(56, reworded(lab.entries[56]!)));
    const alike = await lab.emptyReadModel();
    await projectAll(alike, other);
    for (const seq of [30, 90, 230]) await lab.signAt(seq);
    const { findings } = await verify({ log: other, readModel: alike, trust: lab.trust });
    expect(findings).toMatchObject([{ kind: 'altered', place: 'stream_and_audit', seq: 31 }]);
    expect(findings[0]!.message).toContain('one of the events 31 to 90 was changed in both');
  });

  it('finds a change if the signed event is in neither of them', async () => {
    await lab.signAt(30);
    await lab.signAt(100);
    await lab.sql('delete from audit where seq = 100');
    await lab.rechain();
    const { findings } = await lab.check(without(lab.log, 100));
    expect(findings).toMatchObject([{ kind: 'altered', place: 'stream_and_audit', seq: 31 }]);
  });

  it('finds an equal cut of both ends by a signed head only', async () => {
    const other = await lab.streamOf(lab.entries.slice(0, 200));
    const shorter = await lab.emptyReadModel();
    await projectAll(shorter, other);
    expect(await verify({ log: other, readModel: shorter, trust: lab.trust })).toMatchObject({ ok: true });
    await lab.signAt(240);
    const { findings } = await verify({ log: other, readModel: shorter, trust: lab.trust });
    expect(findings).toMatchObject([{ kind: 'cut_off', place: 'stream_and_audit', seq: 201 }]);
  });
});

describe('a signed head', () => {
  it('is reported with a wrong count of events, together with the number of later ones', async () => {
    await lab.signAt(100, 6);
    const { findings, unsigned } = await lab.check();
    expect(findings).toMatchObject([{ kind: 'altered', place: 'head', seq: 100 }]);
    expect(findings[0]!.message).toContain('counts 6 events up to event 100, but there are 100');
    expect(unsigned).toBe(140);
  });

  it('is reported if it is forged or signed with an unknown key, and confirms nothing', async () => {
    await lab.signAt(100);
    const genuine = (await lab.trust.last())!;
    await appendLines(lab.folder, [headLine({ ...genuine, hash: lab.hashes[4]! })]);
    expect(await lab.found()).toEqual([{ kind: 'forged', place: 'head', seq: 100 }]);
    rmSync(join(lab.folder, 'public-keys'), { recursive: true });
    expect((await lab.check()).findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('none of those trusted here'),
      expect.stringContaining('none of those trusted here'),
    ]);
  });
});
