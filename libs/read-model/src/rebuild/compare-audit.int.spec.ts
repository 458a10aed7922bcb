import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { isDatabaseDamaged } from '../database-damage.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { appendAll, emptyReadModel, keepRows, projectAll } from '../testing/projection.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import { AuditComparison } from './compare-audit.ts';

const seed = newSeed();
const ENTRIES = 60;
let postgres: TestServer;
let old: ReadModel;
let anew: ReadModel;
let repair: () => Promise<void>;

beforeAll(async () => {
  postgres = await startPostgres();
  const log = new MemoryEventLog();
  await appendAll(log, randomHistory(seed, 20).slice(0, ENTRIES));
  [old, anew] = [await emptyReadModel(postgres.url), await emptyReadModel(postgres.url)];
  for (const each of [old, anew]) await projectAll(each, log);
  const repairs = [await keepRows(old), await keepRows(anew)];
  repair = async () => {
    for (const each of repairs) await each();
  };
});
afterEach(() => repair());
afterAll(async () => {
  await old.close();
  await anew.close();
  await postgres.stop();
});

/** Compares in three parts. */
function areEqual(): Promise<boolean> {
  const audits = new AuditComparison(old, anew);
  audits.add(20);
  audits.add(40);
  return audits.upTo(ENTRIES);
}

const change = (statement: string) => fork(old).execute(statement);

describe('two compared audits', () => {
  it('are equal if each entry is, whenever it was stored', async () => {
    expect(await areEqual()).toBe(true);
    await change(`update audit set stored_at = stored_at + interval '1 day'`);
    expect(await areEqual()).toBe(true);
  });

  it('are compared up to a sequence', async () => {
    await change(`delete from audit where seq = 41`);
    expect(await new AuditComparison(old, anew).upTo(40)).toBe(true);
    expect(await new AuditComparison(old, anew).upTo(41)).toBe(false);
  });

  it('are equal if a message without an event was stored at another time, which is its only time', async () => {
    for (const each of [old, anew]) await fork(each).execute('update audit set event_id = null where seq = 30');
    await change(`update audit set at = at + interval '1 day' where seq = 30`);
    expect(await areEqual()).toBe(true);
    await change(`update audit set at = at + interval '1 day' where seq = 31`);
    expect(await areEqual()).toBe(false);
  });

  it.each([
    ['is missing', 'delete from audit where seq = $'],
    ['has other bytes', `update audit set payload = payload || ' ' where seq = $`],
    ['has another header', `update audit set headers = headers || '[["a", "b"]]' where seq = $`],
    ['has another reason', `update audit set reason = coalesce(reason, '') || ' ' where seq = $`],
    ['repeats another', 'update audit set repeat_of = 1 where seq = $'],
  ])('differ if an entry %s, in any part', async (_, statement) => {
    for (const seq of [2, 20, 21, 40, ENTRIES]) {
      await change(statement.replace('$', String(seq)));
      expect([seq, await areEqual()]).toEqual([seq, false]);
      await repair();
    }
  });

  it.each([
    ['old', () => old, true],
    ['new', () => anew, false],
  ])('are distinguished if a page of the %s one cannot be read', async (_, which, isOld) => {
    const em = fork(which());
    await em.execute('alter table audit rename to sound_audit');
    await em.execute(`create function unreadable() returns boolean language plpgsql as
      $$ begin raise 'invalid page in block 3' using errcode = 'XX001'; end $$`);
    await em.execute('create view audit as select * from sound_audit where unreadable()');
    const failure: unknown = await areEqual().catch((error: unknown) => error);
    await em.execute('drop view audit');
    await em.execute('drop function unreadable()');
    await em.execute('alter table sound_audit rename to audit');
    expect(failure).toBeInstanceOf(Error);
    expect(isDatabaseDamaged(failure)).toBe(isOld);
  });

  it('differ if only the old one has an entry', async () => {
    await fork(anew).execute('delete from audit where seq = 5');
    expect(await areEqual()).toBe(false);
  });
});
