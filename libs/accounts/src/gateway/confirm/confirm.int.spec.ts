import { jest } from '@jest/globals';
import type { ConfirmBody } from '../../contract/index.ts';
import { APIError } from 'better-auth/api';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { passwords } from '../better-auth/passwords.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from '../accounts/create-account.ts';
import { AccountConfirmations } from './account-confirmations.ts';
import { ConfirmPerson } from './confirm-person.ts';

const PASSWORD = 'correct horse battery';
let accounts: TestAccounts;
let confirmations: AccountConfirmations;
let signIns: SignIns;
let limits: SignInLimits;
let confirm: ConfirmPerson;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, calls, records, age } = accounts;
  limits = new SignInLimits(host);
  confirmations = new AccountConfirmations(host);
  const noCookie = { end: () => undefined } as never;
  signIns = new SignIns(host, calls, limits, records, noCookie, age, new UsedCodes(host));
  confirm = new ConfirmPerson(host, calls, limits, signIns, confirmations);
  ana = await accounts.person('reviewer', 'Ana Ruiz');
  ben = await accounts.person('operator', 'Ben Ito');
  await setPassword(accounts, ana.userId, await passwords.hash(PASSWORD));
});
afterAll(() => accounts.stop());
afterEach(() => jest.restoreAllMocks());

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
/** Confirms in a browser, with the session that it has or with a different one. */
const confirmAs = (
  body: ConfirmBody,
  by: Principal | undefined,
  sessionId: string | undefined,
  browser = new FakeBrowser(),
) => confirm.confirm(body, browser.request(by, sessionId === undefined ? {} : { sessionId }), browser.response);

describe("a signer's proof of identity", () => {
  it('is used once, by the person who received it', async () => {
    const { confirmation, method, expires_at } = await confirmations.give(ana.userId, 'password');
    expect(method).toBe('password');
    const left = Date.parse(expires_at) - Date.now();
    expect([left > 100_000, left <= 120_000]).toEqual([true, true]);
    expect(await confirmations.use(confirmation, ben)).toBeUndefined();
    expect(await confirmations.use(confirmation, ana)).toBe('password');
    expect(await confirmations.use(confirmation, ana)).toBeUndefined();
  });

  it('is used by one of two simultaneous requests', async () => {
    const { confirmation } = await confirmations.give(ana.userId, 'passkey');
    const both = await Promise.all([confirmations.use(confirmation, ana), confirmations.use(confirmation, ana)]);
    expect(both.filter((each) => each === 'passkey')).toHaveLength(1);
  });

  it('cannot be used by a token of the person or by the local administrator', async () => {
    const { confirmation } = await confirmations.give(ana.userId, 'password');
    expect(await confirmations.use(confirmation, { ...ana, kind: 'token' })).toBeUndefined();
    expect(await confirmations.use(confirmation, { ...ana, kind: 'machine' })).toBeUndefined();
    const { userId: _, ...nobody } = ana;
    expect(await confirmations.use(confirmation, nobody)).toBeUndefined();
    expect(await confirmations.use(confirmation, ana)).toBe('password');
  });

  it('is valid for two minutes', async () => {
    const { confirmation } = await confirmations.give(ana.userId, 'password');
    await accounts.query
      .updateTable('verification')
      .set({ expiresAt: ago(1) })
      .execute();
    expect(await confirmations.use(confirmation, ana)).toBeUndefined();
  });

  it('is stored as a digest', async () => {
    const { confirmation } = await confirmations.give(ana.userId, 'password');
    const rows = await accounts.query.selectFrom('verification').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(confirmation);
    for (const { identifier } of rows) expect(identifier).toMatch(/^reprise-confirm:[\w-]{36}:[\w-]{43}$/);
  });
});

describe('a confirmation by password', () => {
  const signedIn = async () => {
    const browser = new FakeBrowser();
    await signIns.password({ email: ana.email, password: PASSWORD }, browser.request(), browser.response);
    const [sessionId] = await accounts.sessionsOf(ana.userId);
    accounts.recorded();
    return { browser, sessionId };
  };

  it('returns a proof for the right one, and records a wrong one', async () => {
    const { browser, sessionId } = await signedIn();
    const count = jest.spyOn(limits, 'count');
    const { confirmation } = await confirmAs({ password: PASSWORD }, ana, sessionId, browser);
    expect(count.mock.calls[0]?.slice(0, 2)).toEqual([ana.email, '10.0.0.7']);
    expect(await confirmations.use(confirmation, ana)).toBe('password');
    expect(accounts.recorded()).toEqual([]);
    await expect(confirmAs({ password: 'wrong' }, ana, sessionId, browser)).rejects.toMatchObject({
      status: 403,
      detail: 'The password is wrong. Nothing was signed.',
    });
    const data = { method: 'password', why: 'wrong_password' };
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', subject: ana.userId, data }]);
  });

  it('is refused after ten wrong ones, also with the right one', async () => {
    const { browser, sessionId } = await signedIn();
    const wrong = () => confirmAs({ password: 'wrong' }, ana, sessionId, browser);
    for (let n = 0; n < 10; n++) await expect(wrong()).rejects.toMatchObject({ status: 403 });
    await expect(wrong()).rejects.toMatchObject({ status: 429 });
    await expect(confirmAs({ password: PASSWORD }, ana, sessionId, browser)).rejects.toMatchObject({ status: 429 });
    await limits.succeed(ana.email);
  });

  it('does not count requests that the database did not answer', async () => {
    const { browser, sessionId } = await signedIn();
    const failed = jest.spyOn(signIns, 'failed');
    const away = jest.spyOn(accounts.host.auth.api, 'verifyPassword');
    for (const [error, answer] of [
      [new Error('away'), 'away'],
      [new APIError('INTERNAL_SERVER_ERROR'), 'The accounts cannot be read now. Try again soon.'],
    ] as const) {
      away.mockRejectedValue(error);
      for (let n = 0; n < 11; n++)
        await expect(confirmAs({ password: PASSWORD }, ana, sessionId, browser)).rejects.toThrow(answer);
    }
    away.mockRestore();
    expect(failed).not.toHaveBeenCalled();
    expect(await confirmAs({ password: PASSWORD }, ana, sessionId, browser)).toMatchObject({ method: 'password' });
  });

  it('requires a person in a browser', async () => {
    const { sessionId } = await signedIn();
    const { userId: _, ...nobody } = ana;
    for (const [by, session] of [
      [undefined, sessionId],
      [{ ...ana, kind: 'token' }, sessionId],
      [nobody, sessionId],
      [ana, undefined],
    ] as readonly (readonly [Principal | undefined, string | undefined])[])
      await expect(confirmAs({ password: PASSWORD }, by, session)).rejects.toMatchObject({
        status: 403,
        detail: expect.stringContaining('Only a person with an account') as string,
      });
  });
});

describe('a confirmation by passkey', () => {
  /** The library's response to a passkey of this user, and the session that it opens. */
  async function passkeyOf(userId: string) {
    const id = await accounts.session(userId);
    const answer = { session: { id, userId } } as never;
    jest.spyOn(accounts.host.auth.api, 'verifyPasskeyAuthentication').mockResolvedValue(answer);
    return id;
  }

  it("returns a proof for the person's own, and leaves no session", async () => {
    const own = await accounts.session(ana.userId);
    const opened = await passkeyOf(ana.userId);
    expect(await confirmAs({ response: { id: 'k1' } }, ana, own)).toMatchObject({ method: 'passkey' });
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyPasskeyAuthentication');
    expect(verify.mock.calls).toMatchObject([
      [{ body: { response: { id: 'k1' } }, headers: expect.any(Headers) as Headers }],
    ]);
    const left = await accounts.sessionsOf(ana.userId);
    expect([left.includes(own), left.includes(opened)]).toEqual([true, false]);
  });

  it("is refused and recorded for another person's or an unknown one", async () => {
    const own = await accounts.session(ana.userId);
    accounts.recorded();
    const opened = await passkeyOf(ben.userId);
    const refused = { status: 403, detail: expect.stringContaining('not one of your account') as string };
    await expect(confirmAs({ response: {} }, ana, own)).rejects.toMatchObject(refused);
    expect(await accounts.sessionsOf(ben.userId)).not.toContain(opened);
    const data = { method: 'passkey', why: 'wrong_passkey' };
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', data }]);
    jest.spyOn(accounts.host.auth.api, 'verifyPasskeyAuthentication').mockRejectedValue(new Error('unknown'));
    await expect(confirmAs({ response: {} }, ana, own)).rejects.toMatchObject(refused);
  });
});

describe('a confirmation by directory sign-in', () => {
  it('is valid for five minutes afterwards', async () => {
    const cleo = await accounts.person('reviewer', 'Cleo Marin');
    await accounts.link(cleo.userId);
    const createdAt = new Date();
    const exactly = await accounts.session(cleo.userId, { createdAt });
    const now = jest.spyOn(Date, 'now').mockReturnValue(createdAt.getTime() + 5 * 60_000);
    expect(await confirmAs({}, cleo, exactly)).toMatchObject({ method: 'directory' });
    now.mockRestore();
    const sessions = [
      await accounts.session(cleo.userId, { createdAt: ago(4.9 * 60_000) }),
      await accounts.session(cleo.userId, { createdAt: ago(5 * 60_000 + 1) }),
    ];
    expect(await confirmAs({}, cleo, sessions[0])).toMatchObject({ method: 'directory' });
    for (const session of [sessions[1], cleo.userId])
      await expect(confirmAs({}, cleo, session)).rejects.toMatchObject({
        status: 403,
        detail: expect.stringContaining('older than five minutes') as string,
      });
  });

  it('is insufficient for a person who also has a password, or another link only', async () => {
    const dan = await accounts.person('reviewer', 'Dan Roy');
    const session = await accounts.session(dan.userId);
    const refused = { status: 403, detail: expect.stringContaining('password or a passkey') as string };
    await expect(confirmAs({}, dan, session)).rejects.toMatchObject(refused);
    await accounts.link(dan.userId, 'another');
    await expect(confirmAs({}, dan, session)).rejects.toMatchObject(refused);
    await accounts.link(dan.userId);
    expect(await confirmAs({}, dan, session)).toMatchObject({ method: 'directory' });
    await setPassword(accounts, dan.userId, 'hash');
    await expect(confirmAs({}, dan, session)).rejects.toMatchObject(refused);
  });
});
