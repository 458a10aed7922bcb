import { jest } from '@jest/globals';
import { APIError } from 'better-auth/api';
import type { Request } from 'express';
import type { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { passwords } from '../better-auth/passwords.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from '../accounts/create-account.ts';
import { SignIns } from './sign-ins.ts';

const PASSWORD = 'correct horse battery';
let accounts: TestAccounts;
let limits: SignInLimits;
let codes: UsedCodes;
let signIns: SignIns;
let ana: TestPerson;
const machineCookie = { end: jest.fn() };
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, calls, records, age } = accounts;
  [limits, codes] = [new SignInLimits(host), new UsedCodes(host)];
  signIns = new SignIns(host, calls, limits, records, machineCookie as never, age, codes);
  ana = await accounts.person('admin', 'Ana Ruiz');
  await setPassword(accounts, ana.userId, await passwords.hash(PASSWORD));
});
afterAll(() => accounts.stop());
/** A different address for each test, because the same failure from one address is recorded once a minute. */
let ip: string;
let tests = 0;
beforeEach(() => {
  ip = `10.0.0.${String((tests += 1))}`;
  accounts.recorded();
  machineCookie.end.mockClear();
});
afterEach(() => jest.restoreAllMocks());

const enter = (body: { email: string; password: string }, browser = new FakeBrowser(), fields: Partial<Request> = {}) =>
  signIns.password(body, browser.request(undefined, { ip, ...fields }), browser.response);
const statusOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 200,
    (error: unknown) => (error as ProblemException).getStatus(),
  );
const api = () => accounts.host.auth.api;
const refusal = (code: string) => new APIError('UNAUTHORIZED', { code, message: code });

describe('a sign-in with a password', () => {
  const right = () => ({ email: ana.email, password: PASSWORD });

  it('opens a session, ends that of the local administrator, and is recorded with its time', async () => {
    const browser = new FakeBrowser();
    expect(await enter(right(), browser)).toEqual({ next: 'done' });
    expect(browser.cookies.size).toBe(1);
    expect(machineCookie.end).toHaveBeenCalledTimes(1);
    expect(accounts.recorded()).toEqual([
      { type: 'signed_in', subject: ana.userId, actor: ana.actor, data: { method: 'password' } },
    ]);
    const { lastSignInAt } = await accounts.query
      .selectFrom('user')
      .select('lastSignInAt')
      .where('id', '=', ana.userId)
      .executeTakeFirstOrThrow();
    expect(Date.now() - lastSignInAt!.getTime()).toBeLessThan(60_000);
  });

  it('records its origin if an invitation or the first start sets the password', async () => {
    const browser = new FakeBrowser();
    await signIns.password(right(), browser.request(), browser.response, 'invitation');
    expect(accounts.recorded()).toMatchObject([{ data: { method: 'invitation' } }]);
  });

  it("ends the browser's previous session once it succeeded, and not before", async () => {
    const earlier = await accounts.session(ana.userId);
    const fields = { sessionId: earlier };
    expect(await statusOf(enter({ ...right(), password: 'wrong' }, new FakeBrowser(), fields))).toBe(401);
    expect(await accounts.sessionsOf(ana.userId)).toContain(earlier);
    await enter(right(), new FakeBrowser(), fields);
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(earlier);
  });

  it('counts for its account and its address', async () => {
    const count = jest.spyOn(limits, 'count');
    await enter(right());
    expect(count.mock.calls[0]?.slice(0, 2)).toEqual([ana.email, ip]);
  });

  it('is recorded with the account, if it exists, when it is wrong', async () => {
    expect(await statusOf(enter({ ...right(), password: 'wrong' }))).toBe(401);
    expect(await statusOf(enter({ email: 'nobody@lab.example', password: 'wrong' }))).toBe(401);
    const data = { method: 'password', why: 'wrong_password' };
    expect(accounts.recorded()).toMatchObject([
      { type: 'sign_in_failed', subject: ana.userId, data },
      { type: 'sign_in_failed', subject: expect.not.stringContaining(ana.userId) as string, data },
    ]);
    await limits.succeed(ana.email);
  });

  it('is refused with an event after ten wrong ones, and a right one before resets the count', async () => {
    const wrong = { email: ana.email, password: 'wrong' };
    for (let n = 0; n < 9; n++) expect(await statusOf(enter(wrong))).toBe(401);
    expect(await statusOf(enter(right()))).toBe(200);
    for (let n = 0; n < 10; n++) expect(await statusOf(enter(wrong))).toBe(401);
    accounts.recorded();
    expect(await statusOf(enter(right()))).toBe(429);
    expect(accounts.recorded()).toMatchObject([
      { type: 'sign_in_failed', subject: ana.userId, data: { method: 'password', why: 'locked' } },
    ]);
    await limits.succeed(ana.email);
  });

  it('is refused for a disabled account, recorded as such, and not counted as wrong', async () => {
    const ban = (banned: boolean) =>
      accounts.query.updateTable('user').set({ banned }).where('id', '=', ana.userId).execute();
    await ban(true);
    for (let n = 0; n < 11; n++) expect(await statusOf(enter(right()))).toBe(403);
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', data: { why: 'disabled' } }]);
    await ban(false);
    expect(await statusOf(enter(right()))).toBe(200);
  });
});

describe('a second factor', () => {
  it("is the next step after the password, ends the browser's session, and is no sign-in yet", async () => {
    const earlier = await accounts.session(ana.userId);
    const answer = { headers: new Headers(), response: { twoFactorRedirect: true } } as never;
    jest.spyOn(api(), 'signInEmail').mockResolvedValue(answer);
    const body = { email: ana.email, password: PASSWORD };
    expect(await enter(body, new FakeBrowser(), { sessionId: earlier })).toEqual({ next: 'totp' });
    expect(await enter(body)).toEqual({ next: 'totp' });
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(earlier);
    expect([accounts.recorded(), machineCookie.end.mock.calls]).toEqual([[], []]);
  });

  const enterCode = (code: string, backup: boolean, fields: Partial<Request> = {}) => {
    const browser = new FakeBrowser();
    return signIns.totp({ code, backup }, browser.request(undefined, fields), browser.response);
  };
  /** Makes the library accept a code. Returns the session that it opens. */
  async function accept() {
    const id = await accounts.session(ana.userId);
    const response = { token: `secret of ${id}`, user: { id: ana.userId, email: ana.email } };
    jest.spyOn(api(), 'verifyTOTP').mockResolvedValue({ headers: new Headers(), response } as never);
    return id;
  }

  it('signs in by a code, resets wrong passwords, and continues the session of its first step', async () => {
    const [own, opened, forget] = [await accounts.session(ana.userId), await accept(), jest.spyOn(limits, 'succeed')];
    expect(await enterCode('111111', false, { sessionId: own })).toEqual({ next: 'done' });
    expect(jest.spyOn(api(), 'verifyTOTP').mock.calls[0]?.[0]).toMatchObject({
      body: { code: '111111' },
      returnHeaders: true,
    });
    expect(accounts.recorded()).toEqual([
      {
        type: 'signed_in',
        subject: ana.userId,
        actor: ana.actor,
        data: { method: 'password', second_factor: true },
      },
    ]);
    expect(forget.mock.calls).toEqual([[ana.email]]);
    const left = await accounts.sessionsOf(ana.userId);
    expect([left.includes(own), left.includes(opened)]).toEqual([true, true]);
  });

  it('refuses a used code, and ends the session that the library opened for it', async () => {
    await codes.use(ana.userId, '222222');
    const opened = await accept();
    await expect(enterCode('222222', false)).rejects.toMatchObject({
      status: 401,
      detail: expect.stringContaining('used already') as string,
    });
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(opened);
    expect(accounts.recorded()).toMatchObject([
      { type: 'sign_in_failed', data: { method: 'password', why: 'used_code' } },
    ]);
  });

  it.each(['aB3dEfG7hJ', 'aB3dE-fG7hJ', ' aB3dE – fG7hJ\n'])(
    'accepts the backup code %j as it was printed',
    async (code) => {
      const response = { user: { id: ana.userId } };
      const verify = jest.spyOn(api(), 'verifyBackupCode');
      verify.mockResolvedValue({ headers: new Headers(), response } as never);
      const forget = jest.spyOn(limits, 'succeed');
      expect(await enterCode(code, true)).toEqual({ next: 'done' });
      expect(verify.mock.calls[0]?.[0]).toMatchObject({ body: { code: 'aB3dE-fG7hJ' }, returnHeaders: true });
      expect(accounts.recorded()).toMatchObject([{ data: { method: 'recovery_code', second_factor: true } }]);
      expect(forget).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['INVALID_CODE', 401, 'wrong_code', 'The code is wrong or too old'],
    ['INVALID_BACKUP_CODE', 401, 'wrong_code', 'This backup code is wrong, or it was used already'],
    ['INVALID_TWO_FACTOR_COOKIE', 401, 'expired', 'Enter your password again'],
    ['TOTP_NOT_ENABLED', 401, 'expired', 'Enter your password again'],
    ['TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 401, 'locked', 'Too many wrong codes'],
    ['ACCOUNT_TEMPORARILY_LOCKED', 429, 'locked', 'Too many wrong codes'],
  ])('is refused with %s: %i, and recorded as %s', async (code, status, why, detail) => {
    jest.spyOn(api(), 'verifyTOTP').mockRejectedValue(refusal(code));
    const browser = new FakeBrowser();
    const request = browser.request(undefined, { ip });
    const attempt = signIns.totp({ code: '000000', backup: false }, request, browser.response);
    await expect(attempt).rejects.toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', data: { method: 'password', why } }]);
  });

  it('consumes no code if the library refused it', async () => {
    jest.spyOn(api(), 'verifyTOTP').mockRejectedValue(new APIError('BAD_REQUEST'));
    const refused = { status: 400, detail: 'This was refused.' };
    await expect(enterCode('000000', false)).rejects.toMatchObject(refused);
    expect(accounts.recorded()).toEqual([]);
  });
});

describe('a sign-in with a passkey', () => {
  const enterWith = (browser: FakeBrowser, fields: Partial<Request> = {}) =>
    signIns.passkey({ response: { id: 'k1' } }, browser.request(undefined, fields), browser.response);

  it('requires a device that verifies its person', async () => {
    const browser = new FakeBrowser();
    const options = await signIns.passkeyOptions(browser.request(), browser.response);
    expect(options).toMatchObject({ userVerification: 'required', challenge: expect.any(String) as string });
    expect(browser.cookies.size).toBe(1);
  });

  it("is recorded, and ends the browser's previous session", async () => {
    const earlier = await accounts.session(ana.userId);
    const answer = { headers: new Headers(), response: { user: { id: ana.userId } } } as never;
    const verify = jest.spyOn(api(), 'verifyPasskeyAuthentication').mockResolvedValue(answer);
    expect(await enterWith(new FakeBrowser(), { sessionId: earlier })).toEqual({ next: 'done' });
    expect(verify.mock.calls[0]?.[0]).toMatchObject({ body: { response: { id: 'k1' } }, returnHeaders: true });
    expect(await accounts.sessionsOf(ana.userId)).not.toContain(earlier);
    expect(accounts.recorded()).toMatchObject([{ type: 'signed_in', data: { method: 'passkey' } }]);
  });

  it.each([
    ['PASSKEY_NOT_FOUND', 401, 'unknown_account'],
    ['AUTHENTICATION_FAILED', 401, 'wrong_passkey'],
    ['CHALLENGE_NOT_FOUND', 401, 'expired'],
    ['BANNED_USER', 403, 'disabled'],
  ])('is refused with %s: %i, and recorded as %s', async (code, status, why) => {
    jest.spyOn(api(), 'verifyPasskeyAuthentication').mockRejectedValue(refusal(code));
    await expect(enterWith(new FakeBrowser(), { ip })).rejects.toMatchObject({ status });
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', data: { method: 'passkey', why } }]);
  });

  it("records nothing for a failure that is not the person's", async () => {
    jest.spyOn(api(), 'verifyPasskeyAuthentication').mockRejectedValue(new Error('away'));
    await expect(enterWith(new FakeBrowser())).rejects.toThrow('away');
    expect(accounts.recorded()).toEqual([]);
  });
});
