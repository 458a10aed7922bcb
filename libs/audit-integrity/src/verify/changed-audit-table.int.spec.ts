import { randomUUID } from 'node:crypto';
import { fork } from '@reprise/read-model';
import { newSeed } from '@reprise/read-model/testing';
import { HistoryLab, SEEDED } from './history-lab.fixture.ts';

/** Sets the columns to those of a quarantined event, although the content is readable. */
const SET_ASIDE = `event_id = null, type = 'not_understood', version = null, at = stored_at, actor = null, source = null,
  reason = null, attempt = null, correlation_id = null, causation_id = null`;
const column = (name: string, seq: number) =>
  expect.stringContaining(`the column ${name} of event ${String(seq)} `) as string;

let lab: HistoryLab;
beforeAll(async () => {
  lab = await HistoryLab.start(newSeed());
});
afterAll(() => lab.stop());
beforeEach(() => lab.beforeTest());
afterEach(() => lab.afterTest());

describe('a verification of the audit table finds that', () => {
  beforeEach(() => lab.signAt(240));

  it('a payload was altered', async () => {
    await lab.alterPayload(57);
    await lab.alterPayload(99);
    const report = await lab.check();
    expect(report).toMatchObject({ ok: false, differing: 2 });
    expect(report.findings).toMatchObject([{ kind: 'altered', place: 'audit', seq: 57 }]);
    expect(report.findings[0]!.message).toContain('the payload differs');
  });

  it('a header was altered', async () => {
    await lab.sql(
      `update audit set headers = replace(headers::text, '"ada"', '"eve"')::jsonb where seq >= 57 and headers::text like '%"ada"%'`,
    );
    const [finding] = (await lab.check()).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'audit' });
    expect(finding!.seq).toBeGreaterThanOrEqual(57);
    expect(finding!.message).toContain('the header ce-actor differs');
  });

  it('the order of headers was altered', async () => {
    await lab.sql(`update audit set headers = (headers - 0) || jsonb_build_array(headers -> 0) where seq = 57`);
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
  });

  it.each(['{"a":1}', '[["ce-id",5]]', '[["ce-id"]]', 'null', '"ce-id"'])(
    'headers are malformed: %s',
    async (headers) => {
      await lab.sql(`update audit set headers = '${headers}' where seq = 57`);
      const [finding, ...more] = (await lab.check()).findings;
      expect([finding, more]).toMatchObject([{ kind: 'altered', place: 'audit', seq: 57 }, []]);
      expect(finding!.message).toContain('its headers are no pairs of text');
    },
  );

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
  ])('the column %s differs from the event', async (name, change) => {
    await lab.sql(`update audit set ${change} where seq = 60`);
    const [finding] = (await lab.check()).findings;
    expect(finding).toMatchObject({ kind: 'altered', place: 'audit', seq: 60 });
    expect(finding!.message).toContain(`the column ${name} of event 60`);
  });

  it('an event was listed as quarantined, and its columns differ from that', async () => {
    await lab.sql(`insert into set_aside values (60, 'cannot be applied')`);
    await lab.sql(`update audit set actor = 'eve' where seq = 60`);
    expect((await lab.check()).findings).toMatchObject([{ seq: 60, message: column('actor', 60) }]);
    await lab.sql(`update audit set event_id = null where seq = 60`);
    expect((await lab.check()).findings).toMatchObject([{ seq: 60, message: column('type', 60) }]);
    await lab.sql(`update audit set ${SET_ASIDE} where seq = 60`);
    expect(await lab.found()).toEqual([]);
    await lab.alterPayload(60);
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: 60 }]);
  });

  it('an event was hidden as a repetition after it was quarantined', async () => {
    await lab.sql(`insert into set_aside values (60, 'cannot be applied')`);
    await lab.sql(`update audit set ${SET_ASIDE}, repeat_of = 3 where seq = 60`);
    expect((await lab.check()).findings).toMatchObject([{ seq: 60, message: column('repeat_of', 60) }]);
    await lab.sql('update audit set repeat_of = 60 where seq = 60');
    expect((await lab.check()).findings).toMatchObject([{ seq: 60, message: column('repeat_of', 60) }]);
  });

  it('an event has no columns of its own, and is not listed as quarantined', async () => {
    await lab.sql(`update audit set ${SET_ASIDE} where seq = 60`);
    expect((await lab.check()).findings).toMatchObject([{ seq: 60, message: column('event_id', 60) }]);
  });

  it('events were backdated together, from the first one of this stream on', async () => {
    await lab.sql(`update audit set stored_at = stored_at - interval '1 year'`);
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: SEEDED + 1 }]);
  });

  it("a hash was altered, or the checkpoint's", async () => {
    await lab.sql(`update audit set hash = sha256('x') where seq = 57`);
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
    await lab.sql(`update audit set hash = decode('${lab.hashes[56]!}', 'hex') where seq = 57`);
    await lab.sql(`update checkpoint set hash = sha256('x')`);
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: 240 }]);
  });

  it('the checkpoint has a wrong count, which hides how many events are unsigned', async () => {
    await lab.sql('update checkpoint set count = 6');
    const { findings, unsigned } = await lab.check();
    expect(findings).toMatchObject([{ kind: 'altered', place: 'audit', seq: 240 }]);
    expect(findings[0]!.message).toContain('it counts 6 events up to event 240, but the audit table holds 240');
    expect(unsigned).toBe(0);
  });

  it('an event was dropped, with and without closing the gap', async () => {
    await lab.sql('delete from audit where seq = 57');
    expect(await lab.found()).toEqual([{ kind: 'dropped', place: 'audit', seq: 57 }]);
    for (let seq = 58; seq <= 240; seq++) await lab.move(seq, seq - 1);
    await lab.rechain();
    expect(await lab.found()).toEqual([
      { kind: 'dropped', place: 'audit', seq: 57 },
      { kind: 'cut_off', place: 'audit', seq: 240 },
    ]);
  });

  it('events were swapped', async () => {
    await lab.move(57, 0);
    await lab.move(180, 57);
    await lab.move(0, 180);
    const [finding, ...more] = (await lab.check()).findings;
    expect([finding, more]).toMatchObject([{ kind: 'swapped', place: 'audit', seq: 57 }, []]);
    expect(finding!.message).toContain('swapped with event 180');
  });

  it('an event was inserted', async () => {
    const [index] = await fork(lab.model).execute<{ indexdef: string }[]>(
      "select indexdef from pg_indexes where indexname = 'audit_event_id'",
    );
    lab.toEnd.push(() => lab.sql(`truncate audit; ${index!.indexdef}`));
    await lab.sql('drop index audit_event_id');
    // One after the other, because each number must be unique at any time.
    await lab.sql('update audit set seq = -seq where seq >= 57');
    await lab.sql('update audit set seq = 1 - seq where seq < 0');
    await lab.sql(`insert into audit select (audit_row).* from (
      select jsonb_populate_record(a, '{"seq": 57}') as audit_row from audit a where seq = 3) one`);
    await lab.rechain();
    await lab.sql('update checkpoint set last_seq = 241');
    expect(await lab.found()).toEqual([
      { kind: 'inserted', place: 'audit', seq: 57 },
      { kind: 'cut_off', place: 'stream', seq: 241 },
    ]);
  });

  it('an event was added beyond the projected ones', async () => {
    await lab.sql(`insert into audit select (audit_row).* from (
      select jsonb_populate_record(a, '{"seq": 241, "event_id": "${randomUUID()}"}') as audit_row from audit a where seq = 240) one`);
    expect(await lab.found()).toEqual([{ kind: 'inserted', place: 'audit', seq: 241 }]);
  });

  it('the end was cut off, also if the checkpoint was reset with it', async () => {
    await lab.sql('delete from audit where seq > 200');
    expect(await lab.found()).toEqual([{ kind: 'cut_off', place: 'audit', seq: 201 }]);
    await lab.sql(`update checkpoint set last_seq = 200, count = 200, hash = decode('${lab.hashes[199]!}', 'hex')`);
    expect(await lab.found()).toEqual([{ kind: 'cut_off', place: 'audit', seq: 201 }]);
  });

  it('an event was altered and the chain recomputed, as long as a head was signed after it', async () => {
    await lab.alterPayload(57);
    await lab.rechain();
    expect(await lab.found()).toEqual([{ kind: 'altered', place: 'audit', seq: 57 }]);
  });
});
