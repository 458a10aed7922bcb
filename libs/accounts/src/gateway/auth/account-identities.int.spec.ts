import { jest } from '@jest/globals';
import { APIError } from 'better-auth/api';
import type { Request } from 'express';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { DAY_MS, FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { ApiTokens } from '../tokens/api-tokens.ts';
import { setPassword } from '../accounts/create-account.ts';
import { passwords } from '../better-auth/passwords.ts';

const PASSWORD = 'correct horse battery';
let accounts: TestAccounts;
let ana: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  ana = await accounts.person('admin', 'Ana Ruiz');
  await setPassword(accounts, ana.userId, await passwords.hash(PASSWORD));
});
afterAll(() => accounts.stop());
afterEach(() => jest.restoreAllMocks());

/** Signs in with the library, and returns the browser with its session. */
async function signedIn() {
  const browser = new FakeBrowser();
  const body = { email: ana.email, password: PASSWORD };
  await accounts.calls.answer(browser.request(), browser.response, (headers) =>
    accounts.host.auth.api.signInEmail({ body, headers, returnHeaders: true }),
  );
  const found = await accounts.identities.bySession(browser.request());
  return { browser, sessionId: found!.sessionId };
}
const inApi = (browser: FakeBrowser) => accounts.identities.bySession(browser.request());
const forFile = (browser: FakeBrowser, path = '/main.js') =>
  accounts.identities.bySession(browser.request(undefined, { path }));
const set = (fields: object) => accounts.query.updateTable('user').set(fields).where('id', '=', ana.userId).execute();
const takeAway = () => jest.spyOn(accounts.host.auth.api, 'getSession').mockRejectedValue(new Error('away'));

describe('a person with a session cookie', () => {
  it('is identified by id, name and role', async () => {
    const { browser, sessionId } = await signedIn();
    const found = await inApi(browser);
    expect(found).toMatchObject({ sessionId });
    expect(found?.principal).toEqual({
      actor: `user:${ana.userId}`,
      name: 'Ana Ruiz',
      role: 'admin',
      kind: 'person',
      userId: ana.userId,
    });
    expect(await accounts.sessionsOf(ana.userId)).toContain(sessionId);
  });

  it('is unknown without a cookie, with a wrong one, or with a modified one', async () => {
    const ask = jest.spyOn(accounts.host.auth.api, 'getSession');
    expect(await inApi(new FakeBrowser())).toBeUndefined();
    const other = new FakeBrowser();
    other.cookies.set('another', 'x');
    expect(await inApi(other)).toBeUndefined();
    expect(ask).not.toHaveBeenCalled();
    const { browser } = await signedIn();
    for (const [name, value] of browser.cookies) browser.cookies.set(name, `x${value}`);
    expect(await inApi(browser)).toBeUndefined();
  });

  it('is unknown if the library refuses the session, and gets a retry time if the library fails', async () => {
    const ask = jest.spyOn(accounts.host.auth.api, 'getSession');
    const { browser } = await signedIn();
    ask.mockRejectedValue(new APIError('UNAUTHORIZED', { code: 'x', message: 'x' }));
    expect(await inApi(browser)).toBeUndefined();
    ask.mockRejectedValue(new APIError('INTERNAL_SERVER_ERROR', { code: 'x', message: 'x' }));
    await expect(inApi(browser)).rejects.toMatchObject({ status: 503 });
  });

  it('is unknown at once while disabled', async () => {
    const { browser } = await signedIn();
    await set({ banned: true });
    expect(await inApi(browser)).toBeUndefined();
    await set({ banned: false });
    expect(await inApi(browser)).toBeDefined();
  });

  it('has the current role', async () => {
    const { browser } = await signedIn();
    await set({ role: 'viewer' });
    expect((await inApi(browser))?.principal.role).toBe('viewer');
    await set({ role: 'admin' });
  });

  it('is unknown once the session reaches its maximum age, and the session ends', async () => {
    const { browser, sessionId } = await signedIn();
    const createdAt = new Date(Date.now() - DAY_MS);
    await accounts.query.updateTable('session').set({ createdAt }).where('id', '=', sessionId).execute();
    expect(await inApi(browser)).toBeUndefined();
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(sessionId);
  });

  it('is remembered for ten seconds for files of the page, and for nothing else', async () => {
    const { browser } = await signedIn();
    const ask = jest.spyOn(accounts.host.auth.api, 'getSession');
    expect((await forFile(browser))?.principal.name).toBe('Ana Ruiz');
    expect(ask).not.toHaveBeenCalled();
    for (const path of ['/api/jobs', '/api']) await forFile(browser, path);
    expect(ask).toHaveBeenCalledTimes(2);
    await forFile(browser, '/apis.js');
    await forFile(browser, '/x/api/y');
    expect(ask).toHaveBeenCalledTimes(2);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_500);
    await forFile(browser);
    expect(ask).toHaveBeenCalledTimes(3);
    now.mockRestore();
    accounts.identities.changed();
    await forFile(browser);
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it('stays identified for ten minutes while the database is away, and others get a retry time', async () => {
    const { browser } = await signedIn();
    takeAway();
    const begun = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(begun + 10 * 60_000 - 1_000);
    expect((await inApi(browser))?.principal.userId).toBe(ana.userId);
    now.mockReturnValue(begun + 11 * 60_000);
    await expect(inApi(browser)).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      detail: 'It cannot be found out now who you are: the database does not answer. Try again soon.',
    });
  });

  it('is forgotten once the session is found to have ended', async () => {
    const { browser, sessionId } = await signedIn();
    await accounts.age.end(sessionId);
    expect(await inApi(browser)).toBeUndefined();
    takeAway();
    await expect(inApi(browser)).rejects.toMatchObject({ status: 503 });
  });
});

describe('a sign-out', () => {
  const out = (browser: FakeBrowser, sessionId: string | undefined) =>
    accounts.identities.signOut(browser.request(ana, { sessionId } as Partial<Request>), browser.response);

  it('ends the session and the cookie, and is recorded', async () => {
    const { browser, sessionId } = await signedIn();
    const { browser: other } = await signedIn();
    accounts.recorded();
    await out(browser, sessionId);
    expect(browser.cookies.size).toBe(0);
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(sessionId);
    expect(accounts.recorded()).toEqual([
      { type: 'signed_out', subject: ana.userId, actor: ana.actor, data: { everywhere: false } },
    ]);
    expect(await inApi(other)).toBeDefined();
  });

  it('is effective at once for files of the page', async () => {
    const { browser, sessionId } = await signedIn();
    const copy = new FakeBrowser();
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect(await forFile(copy)).toBeDefined();
    await out(browser, sessionId);
    expect(await forFile(copy)).toBeUndefined();
  });

  it('is not done halfway while the database is away', async () => {
    const { browser, sessionId } = await signedIn();
    jest.spyOn(accounts.age, 'end').mockRejectedValue(new Error('away'));
    await expect(out(browser, sessionId)).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      detail: 'You are still signed in: the database does not answer. Try again soon.',
    });
    expect(browser.cookies.size).toBe(1);
  });

  it('ends no session that the request does not have', async () => {
    const end = jest.spyOn(accounts.age, 'end');
    await out(new FakeBrowser(), undefined);
    expect(end).not.toHaveBeenCalled();
  });
});

describe('the end of access for a stream', () => {
  /** Counts how often a stream was ended. */
  function watch(request: Partial<Request>) {
    let ends = 0;
    const subscription = accounts.identities.endOf(request as Request).subscribe(() => (ends += 1));
    return { ends: () => ends, stop: () => subscription.unsubscribe() };
  }
  const ended = (watched: { ends: () => number }) => eventually('the end', async () => watched.ends() === 1 || null);

  it('follows the end of the session, once accounts have changed', async () => {
    const [mine, other] = [await accounts.session(ana.userId), await accounts.session(ana.userId)];
    const [watched, still] = [watch({ sessionId: mine }), watch({ sessionId: other })];
    await accounts.age.end(mine);
    const isOpen = jest.spyOn(accounts.age, 'isOpen');
    accounts.identities.changed();
    // Ended at once, not at the next lookup.
    expect(isOpen.mock.calls).toEqual([[mine], [other]]);
    await ended(watched);
    accounts.identities.changed();
    await accounts.age.isOpen(other);
    expect([watched.ends(), still.ends()]).toEqual([1, 0]);
    still.stop();
  });

  it('follows the end of the token', async () => {
    const tokens = new ApiTokens(accounts.host, accounts.accounts, accounts.changes);
    const request = new FakeBrowser().request(ana);
    const { token } = await tokens.create({ name: 'nightly', role: 'viewer', expires_in_days: 7 }, request);
    const watched = watch({ principal: { ...ana, kind: 'token', tokenId: token.token_id } });
    accounts.identities.changed();
    await accounts.tokens.isOpen(token.token_id);
    expect(watched.ends()).toBe(0);
    await tokens.revoke(token.token_id, request);
    await ended(watched);
  });

  it('is checked every 15 seconds, and is not caused by a database that is away', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const isOpen = jest.spyOn(accounts.age, 'isOpen').mockRejectedValue(new Error('away'));
      const watched = watch({ sessionId: 's1' });
      await jest.advanceTimersByTimeAsync(14_999);
      expect(isOpen).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(15_001);
      expect([isOpen.mock.calls, watched.ends()]).toEqual([[['s1'], ['s1']], 0]);
      isOpen.mockResolvedValue(false);
      await jest.advanceTimersByTimeAsync(15_000);
      expect(watched.ends()).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('never occurs for the local administrator', async () => {
    const isOpen = jest.spyOn(accounts.tokens, 'isOpen');
    const watched = watch({ principal: { ...ana, kind: 'machine' } });
    accounts.identities.changed();
    await Promise.resolve();
    expect([watched.ends(), isOpen.mock.calls]).toEqual([0, []]);
    watched.stop();
  });
});
