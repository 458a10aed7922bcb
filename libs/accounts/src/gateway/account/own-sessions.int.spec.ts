import { jest } from '@jest/globals';
import type { Request } from 'express';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { DAY_MS, FakeBrowser, HOUR_MS, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { OwnSessions } from './own-sessions.ts';

let accounts: TestAccounts;
let sessions: OwnSessions;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, age, calls, changes } = accounts;
  sessions = new OwnSessions(host, age, accounts.accounts, calls, changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ({ ana, ben } = await accounts.startOver());
});
afterEach(() => jest.restoreAllMocks());

const by = (principal: Principal | undefined, sessionId?: string) =>
  new FakeBrowser().request(principal, { sessionId } as Partial<Request>);
const { response } = new FakeBrowser();
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

describe('the sessions of the current person', () => {
  it('are the open ones, last used first', async () => {
    const [old, current] = [
      await accounts.session(ana.userId, { createdAt: ago(DAY_MS - HOUR_MS / 2) }),
      await accounts.session(ana.userId),
    ];
    await accounts.session(ana.userId, { createdAt: ago(DAY_MS) });
    await accounts.session(ana.userId, { expiresAt: ago(1) });
    await accounts.session(ben.userId);
    await accounts.query
      .updateTable('session')
      .set({ updatedAt: ago(60_000), ipAddress: '10.0.0.7', userAgent: 'Test browser' })
      .where('id', '=', old)
      .execute();
    const listed = await sessions.list(by(ana, current));
    expect(listed).toMatchObject([
      { session_id: current, current: true, address: null, user_agent: null },
      { session_id: old, current: false, address: '10.0.0.7', user_agent: 'Test browser' },
    ]);
    // One session expires because it was idle, the other because of its age.
    const left = listed.map(({ expires_at }) => Math.round((Date.parse(expires_at) - Date.now()) / (HOUR_MS / 2)));
    expect(left).toEqual([2, 1]);
    expect(listed.map((one) => one.ends_at_latest === one.expires_at)).toEqual([false, true]);
    expect(listed[1]?.last_used_at).not.toBe(listed[1]?.created_at);
  });

  it('end one by one, with an event, and not those of others', async () => {
    const [one, other, ofBen] = [
      await accounts.session(ana.userId),
      await accounts.session(ana.userId),
      await accounts.session(ben.userId),
    ];
    const announced = jest.spyOn(accounts.accounts, 'changed');
    await sessions.end(one, by(ana, other));
    expect([await accounts.sessionsOf(ana.userId), announced.mock.calls.length]).toEqual([[other], 1]);
    const data = { everywhere: false };
    expect(accounts.recorded()).toEqual([{ type: 'signed_out', subject: ana.userId, actor: ana.actor, data }]);
    for (const id of [ofBen, one, 'no id'])
      await expect(sessions.end(id, by(ana, other))).rejects.toMatchObject({
        status: 404,
        detail: `You have no open session ${id}.`,
      });
    await expect(sessions.end('x'.repeat(200), by(ana))).rejects.toMatchObject({
      detail: `You have no open session ${'x'.repeat(100)}.`,
    });
    expect(await accounts.sessionsOf(ben.userId)).toEqual([ofBen]);
  });

  it("end all at once, with the browser's cookie, and not those of others", async () => {
    for (let n = 0; n < 2; n++) await accounts.session(ana.userId);
    const ofBen = await accounts.session(ben.userId);
    const signOut = jest.spyOn(accounts.host.auth.api, 'signOut');
    await sessions.endAll(by(ana), response);
    expect([await accounts.sessionsOf(ana.userId), signOut.mock.calls]).toEqual([[], []]);
    const data = { everywhere: true };
    expect(accounts.recorded()).toEqual([{ type: 'signed_out', subject: ana.userId, actor: ana.actor, data }]);
    const own = await accounts.session(ana.userId);
    const announced = jest.spyOn(accounts.accounts, 'changed');
    await sessions.endAll(by(ana, own), response);
    expect([signOut.mock.calls.length, announced.mock.calls.length]).toEqual([1, 1]);
    expect(await accounts.sessionsOf(ben.userId)).toEqual([ofBen]);
  });

  it('are empty for the local administrator', async () => {
    await expect(sessions.list(by(MACHINE))).rejects.toMatchObject({ status: 404 });
  });
});
