import { waitUntil } from '@reprise/testing';
import { signal } from '../testing/signal.ts';
import { TestAccounts } from '../testing/test-accounts.ts';
import { openAccessDatabase } from './access-database.ts';
import { lockAccounts } from './lock-accounts.ts';
import { pruneAccess } from './prune-access.ts';

let accounts: TestAccounts;
beforeAll(async () => {
  accounts = await TestAccounts.open();
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clear());

describe('units of work that change accounts', () => {
  /** Records when work runs. Without the lock, it overlaps. */
  function notes() {
    const running: string[] = [];
    let most = 0;
    const work = (name: string) => async () => {
      most = Math.max(most, running.push(name));
      await accounts.database.pool.query('select pg_sleep(0.02)');
      running.splice(running.indexOf(name), 1);
      return name;
    };
    return { work, most: () => most };
  }

  it('run one after the other, within a gateway and across gateways', async () => {
    const other = openAccessDatabase({ databaseUrl: accounts.database.pool.options.connectionString! });
    try {
      const { work, most } = notes();
      const all = [accounts.database, accounts.database, other, other].map((database, n) =>
        lockAccounts(database, work(String(n))),
      );
      expect([await Promise.all(all), most()]).toEqual([['0', '1', '2', '3'], 1]);
    } finally {
      await other.pool.end();
    }
  });

  it('wait while another gateway changes accounts', async () => {
    const other = openAccessDatabase({ databaseUrl: accounts.database.pool.options.connectionString! });
    const [begun, end] = [signal(), signal()];
    const first = lockAccounts(other, async () => {
      begun.give();
      await end.given;
    });
    await begun.given;
    let runs = false;
    const second = lockAccounts(accounts.database, async () => {
      runs = true;
    });
    try {
      const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted and database =
        (select oid from pg_database where datname = current_database())`;
      await waitUntil(async () => runs || (await other.pool.query(waits)).rowCount === 1, {
        what: 'the second work waits for the lock, or runs',
      });
      expect(runs).toBe(false);
    } finally {
      end.give();
      await Promise.allSettled([first, second]);
      await other.pool.end();
    }
    expect(runs).toBe(true);
  });

  it('wait without holding a connection, so that others have one', async () => {
    const [begun, end] = [signal(), signal()];
    const works = Array.from({ length: accounts.database.pool.options.max + 2 }, () =>
      lockAccounts(accounts.database, async () => {
        begun.give();
        await end.given;
      }),
    );
    const done = Promise.allSettled(works);
    await begun.given;
    try {
      expect((await accounts.database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      end.give();
      await done;
    }
  });

  it('are one transaction each, and a failed one does not block others', async () => {
    const failed = lockAccounts(accounts.database, async ({ query }) => {
      const row = { name: 'x', email: 'x', role: 'viewer', emailVerified: false } as const;
      await query.insertInto('user').values(row).execute();
      throw new Error('failed');
    });
    const next = lockAccounts(accounts.database, async () => 'next');
    await expect(failed).rejects.toThrow('failed');
    expect([await next, await accounts.query.selectFrom('user').select('id').execute()]).toEqual(['next', []]);
  });
});

describe('pruning expired rows', () => {
  const now = new Date('2026-03-01T09:00:00Z');
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);

  it('deletes them from each table, and keeps the others', async () => {
    const { userId } = await accounts.person('viewer', 'Ana Ruiz');
    for (const expires of [at(-1), at(1)]) {
      const name = String(expires.getTime());
      await accounts.session(userId, { expiresAt: expires });
      await accounts.query
        .insertInto('used_code')
        .values({ user_id: userId, digest: name, expires_at: expires })
        .execute();
      await accounts.query
        .insertInto('verification')
        .values({ identifier: name, value: 'x', expiresAt: expires })
        .execute();
      await accounts.database.pool.query(
        `insert into "deviceCode" ("deviceCode", "userCode", "expiresAt", "status") values ($1, $1, $2, 'pending')`,
        [name, expires],
      );
    }
    await pruneAccess(accounts.database, now);
    const { rows } = await accounts.database.pool.query(
      `select (select array_agg("expiresAt") from session) sessions, (select array_agg(expires_at) from used_code) codes,
         (select array_agg("expiresAt") from verification) challenges,
         (select array_agg("expiresAt") from "deviceCode") programs`,
    );
    const left = [at(1)];
    expect(rows).toEqual([{ sessions: left, codes: left, challenges: left, programs: left }]);
  });
});
