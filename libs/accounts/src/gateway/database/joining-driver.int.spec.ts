import { jest } from '@jest/globals';
import { sql } from 'kysely';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { signal } from '../testing/signal.ts';
import { TestAccounts } from '../testing/test-accounts.ts';
import type { JoiningDriver } from './joining-driver.ts';

let accounts: TestAccounts;
let driver: JoiningDriver;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  ({ driver } = accounts.database.dialect);
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clear());
afterEach(() => jest.restoreAllMocks());

const add = (name: string) => accounts.person('viewer', name);
/** Names that another connection sees. */
const seen = async () => {
  const { rows } = await accounts.database.pool.query<{ name: string }>('select name from "user" order by name');
  return rows.map(({ name }) => name);
};
/** Adds a name in its own transaction, as the library may do. */
const inTransaction = (name: string, fails = false) =>
  accounts.query.transaction().execute(async (query) => {
    const row = { name, email: `${name}@lab.example`, role: 'viewer', emailVerified: false } as const;
    await query.insertInto('user').values(row).execute();
    if (fails) throw new Error('failed');
  });
/** Waits, because a connection that the pool was still opening becomes idle later. */
const allReleased = () =>
  eventually('every connection is released', () => {
    const { idleCount, totalCount } = accounts.database.pool;
    return Promise.resolve(idleCount === totalCount || null);
  });

describe('the queries of a unit of work', () => {
  it('are one transaction from its begin, visible to others at its end', async () => {
    const result = await driver.join(async () => {
      await add('before');
      await driver.begin();
      // The transaction has already begun.
      await driver.begin();
      await Promise.all([add('first'), add('second')]);
      expect(await accounts.query.selectFrom('user').select('name').execute()).toHaveLength(3);
      expect(await seen()).toEqual(['before']);
      return 'done';
    });
    expect([result, await seen(), await allReleased()]).toEqual(['done', ['before', 'first', 'second'], true]);
  });

  it('are rolled back to its begin if it fails', async () => {
    const failed = driver.join(async () => {
      await add('before');
      await driver.begin();
      await add('first');
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    expect([await seen(), await allReleased()]).toEqual([['before'], true]);
  });

  it('run outside of a transaction without a begin, or without a unit of work', async () => {
    await driver.begin();
    await add('alone');
    await expect(driver.join(async () => (await add('first'), Promise.reject(new Error('failed'))))).rejects.toThrow();
    await driver.join(async () => void (await add('second')));
    expect([await seen(), await allReleased()]).toEqual([['alone', 'first', 'second'], true]);
  });

  it('contain a nested transaction, which rolls back or commits by itself', async () => {
    await driver.join(async () => {
      await driver.begin();
      await inTransaction('kept');
      await expect(inTransaction('undone', true)).rejects.toThrow('failed');
      await inTransaction('after');
      expect(await seen()).toEqual([]);
    });
    expect(await seen()).toEqual(['after', 'kept']);
    await expect(inTransaction('alone', true)).rejects.toThrow('failed');
    await inTransaction('outside');
    expect([await seen(), await allReleased()]).toEqual([['after', 'kept', 'outside'], true]);
  });

  it('delay the end until the last of them completes, and are rejected afterwards', async () => {
    let slow: Promise<unknown> | undefined;
    let late: Promise<unknown> | undefined;
    await driver.join(async () => {
      await driver.begin();
      slow = accounts.query
        .selectFrom('user')
        .select('id')
        .where('name', '=', 'x')
        .execute()
        .then(() => add('of it'));
      await add('first');
      late = new Promise((resolve) => setImmediate(resolve)).then(() => seen());
    });
    await Promise.all([slow, late]);
    expect([await seen(), await allReleased()]).toEqual([['first', 'of it'], true]);
  });

  it('delay the end until the connection is free, also before a query was sent', async () => {
    const commit = jest.spyOn(
      Object.getPrototypeOf(Object.getPrototypeOf(driver)) as JoiningDriver,
      'commitTransaction',
    );
    const [held, sent] = [signal(), signal()];
    let released: Promise<unknown> | undefined;
    const work = driver.join(async () => {
      await driver.begin();
      const connection = await driver.acquireConnection();
      released = sent.given.then(() => driver.releaseConnection(connection));
      held.give();
    });
    await held.given;
    expect(await seen()).toEqual([]);
    expect(commit).not.toHaveBeenCalled();
    sent.give();
    await Promise.all([work, released]);
    expect([commit.mock.calls.length, await allReleased()]).toEqual([1, true]);
  });

  it('are rejected once the work is over, also while its last one runs', async () => {
    const other = await accounts.database.pool.connect();
    await other.query('select pg_advisory_lock(4711)');
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    let slow: Promise<unknown> | undefined;
    let late: Promise<unknown> | undefined;
    const work = driver.join(async () => {
      await driver.begin();
      slow = sql`select pg_advisory_xact_lock(4711)`.execute(accounts.query);
      await turn();
      late = turn().then(() => add('late'));
      throw new Error('failed');
    });
    const failed = expect(work).rejects.toThrow('failed');
    await eventually('the late query', async () => (await seen()).length === 1 || null);
    await other.query('select pg_advisory_unlock(4711)');
    other.release();
    await Promise.all([slow, late, failed]);
    expect([await seen(), await allReleased()]).toEqual([['late'], true]);
  });

  it('fail if the commit fails, and release the connection', async () => {
    const failed = driver.join(async () => {
      await driver.begin();
      await add('first');
      // A deferred constraint would have the same effect.
      await accounts.query
        .selectFrom('user')
        .select('nothing' as 'id')
        .execute()
        .catch(() => undefined);
      await add('second');
    });
    await expect(failed).rejects.toThrow('current transaction is aborted');
    expect([await seen(), await allReleased()]).toEqual([[], true]);
  });

  it('release the connection if the begin fails', async () => {
    const failed = driver.join(async () => {
      const acquire = jest.spyOn(
        Object.getPrototypeOf(Object.getPrototypeOf(driver)) as JoiningDriver,
        'beginTransaction',
      );
      acquire.mockRejectedValueOnce(new Error('away'));
      await driver.begin();
    });
    await expect(failed).rejects.toThrow('away');
    expect(await allReleased()).toBe(true);
  });
});
