import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LogUnavailableError } from '@reprise/event-log';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';

let accounts: TestAccounts;
let ana: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  accounts.away = undefined;
  await accounts.clear();
  ana = await accounts.person('admin', 'Ana Ruiz');
});
afterEach(() => jest.restoreAllMocks());

const away = () => new LogUnavailableError('The test takes the log away', 'unknown');
const fact = (name: string) => {
  const data = { user_id: ana.userId, fields: [name], reason: null };
  return { type: 'user_changed', data, subject: ana.userId } as const;
};
const cause = () => new FakeBrowser().request(ana);
const rename = (name: string) =>
  accounts.query.updateTable('user').set({ name }).where('id', '=', ana.userId).execute();
const nameNow = async () => (await accounts.query.selectFrom('user').select('name').executeTakeFirstOrThrow()).name;
const fields = () => accounts.recorded().map(({ data }) => (data as { fields: string[] }).fields[0]);
const waiting = async () => (await accounts.query.selectFrom('outbox').select('position').execute()).length;

describe('a change of accounts', () => {
  const change = (name: string) =>
    accounts.changes.make(async ({ query, record }) => {
      await record(fact(name), ana, cause());
      await query.updateTable('user').set({ name }).where('id', '=', ana.userId).execute();
      return name;
    });

  it('is committed with its event', async () => {
    expect([await change('Ana One'), await nameNow(), fields(), await waiting()]).toEqual([
      ...['Ana One', 'Ana One', ['Ana One'], 0],
    ]);
  });

  it('is refused while the log does not answer', async () => {
    accounts.away = away();
    await expect(change('Ana One')).rejects.toThrow('takes the log away');
    await expect(accounts.changes.assertPossible()).rejects.toThrow('takes the log away');
    expect([await nameNow(), await waiting()]).toEqual(['Ana Ruiz', 0]);
    accounts.away = undefined;
    await expect(accounts.changes.assertPossible()).resolves.toBeUndefined();
  });

  it('leaves neither change nor event if it fails', async () => {
    const failed = accounts.changes.make(async (changing) => {
      await changing.record(fact('x'), ana, cause());
      await rename('Ana Two');
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    expect([fields(), await waiting()]).toEqual([[], 0]);
  });

  it('can be made without the log, and its event follows in the order of the changes', async () => {
    accounts.away = away();
    const makeAnyway = (name: string) => accounts.changes.makeAnyway(({ record }) => record(fact(name), ana, cause()));
    await makeAnyway('first');
    await makeAnyway('second');
    expect([fields(), await waiting()]).toEqual([[], 2]);
    accounts.away = undefined;
    await accounts.outbox.send();
    expect([fields(), await waiting()]).toEqual([['first', 'second'], 0]);
  });
});

describe('a change by the library', () => {
  const byLibrary = (change: () => Promise<unknown>) =>
    accounts.changes.makeByLibrary(fact('password'), ana, cause(), change);

  it('is committed with its event', async () => {
    expect(await byLibrary(async () => (await rename('Ana One'), 'done'))).toBe('done');
    expect([await nameNow(), fields(), await waiting()]).toEqual(['Ana One', ['password'], 0]);
  });

  it('has no event if the library refuses it, and keeps what the library counts', async () => {
    for (const status of [401, 499]) {
      const refused = new ProblemException(status, 'refused');
      const name = `Ana ${String(status)}`;
      await expect(byLibrary(async () => (await rename(name), Promise.reject(refused)))).rejects.toBe(refused);
      expect([await nameNow(), fields(), await waiting()]).toEqual([name, [], 0]);
    }
  });

  it('leaves neither change nor event if it fails', async () => {
    for (const error of [new ProblemException(500, 'away'), new Error('failed')]) {
      await expect(byLibrary(async () => (await rename('Ana Two'), Promise.reject(error)))).rejects.toBe(error);
      expect([await nameNow(), fields(), await waiting()]).toEqual(['Ana Ruiz', [], 0]);
    }
  });

  it('is refused while the log does not answer', async () => {
    accounts.away = away();
    const change = jest.fn(async () => 'changed');
    await expect(byLibrary(change)).rejects.toThrow('takes the log away');
    expect(change).not.toHaveBeenCalled();
  });

  it('is committed in a sign-in with its events, also while the log does not answer', async () => {
    accounts.away = away();
    const signedIn = await accounts.changes.makeInSignIn(async (record) => {
      await accounts.database.dialect.driver.begin();
      await rename('Ana One');
      await record(fact('made'), ana, cause());
      return 'in';
    });
    expect([signedIn, await nameNow(), await waiting()]).toEqual(['in', 'Ana One', 1]);
    const failed = accounts.changes.makeInSignIn(async (record) => {
      await accounts.database.dialect.driver.begin();
      await rename('Ana Two');
      await record(fact('failed'), ana, cause());
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    expect([await nameNow(), await waiting()]).toEqual(['Ana One', 1]);
    accounts.away = undefined;
    await accounts.outbox.send();
    expect([fields(), await waiting()]).toEqual([['made'], 0]);
  });
});

describe('the outbox of account events', () => {
  const add = async (count: number) => {
    for (let n = 0; n < count; n++) await accounts.outbox.add(accounts.trail.prepare(fact(String(n)), ana, cause()));
  };

  it('sends more than one batch', async () => {
    await add(101);
    await accounts.outbox.send();
    expect(fields()).toEqual(Array.from({ length: 101 }, (_, n) => String(n)));
    expect(await waiting()).toBe(0);
  });

  it('sends each event once, also for two simultaneous requests', async () => {
    await add(3);
    await Promise.all([accounts.outbox.send(), accounts.outbox.send()]);
    expect([fields(), await waiting()]).toEqual([['0', '1', '2'], 0]);
  });

  it('keeps what the log rejects, and what comes after it', async () => {
    await add(3);
    const append = jest.spyOn(accounts.trail, 'append');
    append.mockImplementationOnce(async (event) => accounts.events.push(event));
    append.mockRejectedValueOnce(away());
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await expect(accounts.outbox.send()).resolves.toBeUndefined();
    expect([fields(), await waiting()]).toEqual([['0'], 2]);
    const text = 'Events of accounts wait for the log, and are sent again';
    expect(error.mock.calls).toMatchObject([[{ err: { message: 'The test takes the log away' } }, text]]);
    await accounts.outbox.send();
    expect([fields(), await waiting()]).toEqual([['1', '2'], 0]);
  });

  it('keeps no process alive by itself', async () => {
    const kept = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = kept();
    accounts.outbox.onModuleInit();
    expect(kept()).toBe(before);
    await accounts.outbox.beforeApplicationShutdown();
  });

  it('is sent every five seconds while the gateway runs, and again at its end', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'Date'] });
    try {
      const send = jest.spyOn(accounts.outbox, 'send').mockResolvedValue();
      accounts.outbox.onModuleInit();
      jest.advanceTimersByTime(4_999);
      expect(send).not.toHaveBeenCalled();
      jest.advanceTimersByTime(5_001);
      expect(send).toHaveBeenCalledTimes(2);
      await accounts.outbox.beforeApplicationShutdown();
      jest.advanceTimersByTime(20_000);
      expect(send).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
