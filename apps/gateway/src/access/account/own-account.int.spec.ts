import { jest } from '@jest/globals';
import type { Request } from 'express';
import { MACHINE, type Principal } from '../../shared/auth/principal.ts';
import { OIDC } from '../oidc/oidc-provider.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { DAY_MS, FakeBrowser, HOUR_MS, TestAccounts } from '../testing/test-accounts.ts';
import { setPassword } from '../users/create-account.ts';
import { Credentials } from './credentials.ts';
import { OwnAccount } from './own-account.ts';
import { OwnSessions } from './own-sessions.ts';

type Known = Principal & { userId: string; email: string };
let accounts: TestAccounts;
let account: OwnAccount;
let sessions: OwnSessions;
let credentials: Credentials;
let limits: SignInLimits;
let codes: UsedCodes;
let ana: Known;
let ben: Known;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, calls, changes, age } = accounts;
  [limits, codes] = [new SignInLimits(host), new UsedCodes(host)];
  account = new OwnAccount(host, calls, accounts.accounts, changes);
  sessions = new OwnSessions(host, age, accounts.accounts, calls, changes);
  credentials = new Credentials(calls, account, limits, codes, age);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  await accounts.clear();
  ana = await accounts.person('admin', 'Ana Ruiz');
  ben = await accounts.person('operator', 'Ben Ito');
});
afterEach(() => jest.restoreAllMocks());

const by = (principal: Principal | undefined, sessionId?: string) =>
  new FakeBrowser().request(principal, { sessionId } as Partial<Request>);
const { response } = new FakeBrowser();
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
async function addPasskey(userId: string, name: string | null = 'Key', createdAt: Date | null = new Date()) {
  const { rows } = await accounts.database.pool.query<{ id: string }>(
    `insert into passkey ("name", "publicKey", "userId", "credentialID", "counter", "deviceType", "backedUp", "createdAt")
       values ($2, 'key', $1, gen_random_uuid()::text, 0, 'singleDevice', false, $3) returning id`,
    [userId, name, createdAt],
  );
  return rows[0]!.id;
}
const link = (userId: string) =>
  accounts.query
    .insertInto('account')
    .values({ userId, accountId: 's1', providerId: OIDC, password: null, updatedAt: new Date() })
    .execute();
const NO_ACCOUNT = { status: 404, detail: expect.stringContaining('The local administrator has no account') as string };
const NO_BROWSER = { status: 409, detail: expect.stringContaining('Sign in with a browser') as string };

describe("an account of one's own", () => {
  it('says how the person signs in', async () => {
    expect(await account.show(by(ana))).toMatchObject({
      ...{ user_id: ana.userId, name: 'Ana Ruiz', email: ana.email, role: 'admin', passkeys: [] },
      ...{ has_password: false, from_directory: false, totp_enabled: false },
    });
    await setPassword(accounts, ana.userId, 'hash');
    await link(ana.userId);
    const [later, first] = [
      await addPasskey(ana.userId, 'Later', new Date('2026-03-02T09:00:00Z')),
      await addPasskey(ana.userId, null, new Date('2026-03-01T09:00:00Z')),
    ];
    await addPasskey(ben.userId);
    await accounts.query.updateTable('user').set({ twoFactorEnabled: true }).execute();
    expect(await account.show(by(ana))).toMatchObject({
      ...{ has_password: true, from_directory: true, totp_enabled: true },
      passkeys: [
        { passkey_id: first, name: 'Passkey', created_at: '2026-03-01T09:00:00.000Z' },
        { passkey_id: later, name: 'Later', created_at: '2026-03-02T09:00:00.000Z' },
      ],
    });
    expect(await account.show(by(ben))).toMatchObject({ has_password: false, from_directory: false });
  });

  it('has the time of the account for a passkey without one', async () => {
    await addPasskey(ana.userId, 'Old', null);
    const { created_at, passkeys } = await account.show(by(ana));
    expect(passkeys).toMatchObject([{ name: 'Old', created_at }]);
  });

  it('is nothing that the local administrator has', async () => {
    for (const nobody of [MACHINE, undefined]) await expect(account.show(by(nobody))).rejects.toMatchObject(NO_ACCOUNT);
    await expect(sessions.list(by(MACHINE))).rejects.toMatchObject(NO_ACCOUNT);
  });

  it('is renamed, alone and on record', async () => {
    expect((await account.rename({ name: 'Ana M. Ruiz' }, by(ana))).name).toBe('Ana M. Ruiz');
    const data = { user_id: ana.userId, fields: ['name'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ana.userId, actor: ana.actor, data }]);
    expect((await account.show(by(ben))).name).toBe('Ben Ito');
    await expect(account.rename({ name: 'BEN ito' }, by(ana))).rejects.toMatchObject({ status: 422 });
    expect((await account.rename({ name: 'ana m. ruiz' }, by(ana))).name).toBe('ana m. ruiz');
  });

  it('is changed by the library, with its cookies once it is recorded', async () => {
    const browser = new FakeBrowser();
    const told = jest.spyOn(accounts.accounts, 'changed');
    const headers = new Headers([['set-cookie', 'session=new; Path=/']]);
    const call = async () => ({ headers, response: 'changed' });
    expect(await account.change(['password'], browser.request(ana), browser.response, call, {})).toBe('changed');
    expect(browser.cookies).toEqual(new Map([['session', 'new']]));
    expect(told).toHaveBeenCalledTimes(1);
    const data = { user_id: ana.userId, fields: ['password'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ana.userId, actor: ana.actor, data }]);
    const refused = () => Promise.reject(new Error('refused'));
    await expect(account.change(['totp'], browser.request(ana), browser.response, refused, {})).rejects.toThrow(
      'refused',
    );
    expect(accounts.recorded()).toEqual([]);
  });
});

describe("sessions of one's own", () => {
  it('are those that are open, the one used last first', async () => {
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
    // The idle time ends the one, the age of the other ends that.
    const left = listed.map(({ expires_at }) => Math.round((Date.parse(expires_at) - Date.now()) / (HOUR_MS / 2)));
    expect(left).toEqual([2, 1]);
    expect(listed[1]?.last_used_at).not.toBe(listed[1]?.created_at);
  });

  it('end one by one, on record; those of others do not', async () => {
    const [one, other, ofBen] = [
      await accounts.session(ana.userId),
      await accounts.session(ana.userId),
      await accounts.session(ben.userId),
    ];
    const told = jest.spyOn(accounts.accounts, 'changed');
    await sessions.end(one, by(ana, other));
    expect([await accounts.sessionsOf(ana.userId), told.mock.calls.length]).toEqual([[other], 1]);
    const data = { everywhere: false };
    expect(accounts.recorded()).toEqual([{ type: 'signed_out', subject: ana.userId, actor: ana.actor, data }]);
    for (const id of [ofBen, one, 'no id'])
      await expect(sessions.end(id, by(ana, other))).rejects.toMatchObject({
        ...{ status: 404, detail: `You have no open session ${id}.` },
      });
    await expect(sessions.end('x'.repeat(200), by(ana))).rejects.toMatchObject({
      detail: `You have no open session ${'x'.repeat(100)}.`,
    });
    expect(await accounts.sessionsOf(ben.userId)).toEqual([ofBen]);
  });

  it('end all at once, with the cookie of the browser; those of others do not', async () => {
    for (let n = 0; n < 2; n++) await accounts.session(ana.userId);
    const ofBen = await accounts.session(ben.userId);
    const signOut = jest.spyOn(accounts.host.auth.api, 'signOut');
    await sessions.endAll(by(ana), response);
    expect([await accounts.sessionsOf(ana.userId), signOut.mock.calls]).toEqual([[], []]);
    const data = { everywhere: true };
    expect(accounts.recorded()).toEqual([{ type: 'signed_out', subject: ana.userId, actor: ana.actor, data }]);
    const own = await accounts.session(ana.userId);
    const told = jest.spyOn(accounts.accounts, 'changed');
    await sessions.endAll(by(ana, own), response);
    expect([signOut.mock.calls.length, told.mock.calls.length]).toEqual([1, 1]);
    expect(await accounts.sessionsOf(ben.userId)).toEqual([ofBen]);
  });
});

describe("a passkey of one's own", () => {
  const remove = (id: string, as: Principal = ana) => credentials.removePasskey(id, by(as, 's1'));
  const keys = async () => (await account.show(by(ana))).passkeys.length;

  it('is removed, alone and on record, where another way to sign in is left', async () => {
    const [one, other, ofBen] = [
      await addPasskey(ana.userId),
      await addPasskey(ana.userId),
      await addPasskey(ben.userId),
    ];
    await remove(one);
    expect(await keys()).toBe(1);
    const data = { user_id: ana.userId, fields: ['passkeys'], reason: null };
    expect(accounts.recorded()).toMatchObject([{ type: 'user_changed', subject: ana.userId, data }]);
    const last = { status: 409, detail: 'This passkey is your only way to sign in. Add another one first.' };
    await expect(remove(other)).rejects.toMatchObject(last);
    for (const id of [one, ofBen, 'no id'])
      await expect(remove(id)).rejects.toMatchObject({ status: 404, detail: `There is no passkey ${id}.` });
    await setPassword(accounts, ana.userId, 'hash');
    await remove(other);
    expect(await keys()).toBe(0);
    await link(ben.userId);
    await remove(ofBen, ben);
  });

  it('is nothing that a token removes', async () => {
    const key = await addPasskey(ana.userId);
    await expect(credentials.removePasskey(key, by(ana))).rejects.toMatchObject(NO_BROWSER);
  });

  it('is added within an hour after a sign-in, in a browser', async () => {
    const [fresh, stale] = [
      await accounts.session(ana.userId),
      await accounts.session(ana.userId, { createdAt: ago(HOUR_MS) }),
    ];
    const answer = { headers: new Headers(), response: { id: 'k1', name: null } } as never;
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyPasskeyRegistration').mockResolvedValue(answer);
    const options = { headers: new Headers(), response: { challenge: 'c' } } as never;
    jest.spyOn(accounts.host.auth.api, 'generatePasskeyRegistrationOptions').mockResolvedValue(options);
    const body = { name: 'Key', response: { id: 'r1' } };
    const late = { status: 403, detail: expect.stringContaining('You signed in too long ago') as string };
    await expect(credentials.addPasskey(body, by(ana, stale), response)).rejects.toMatchObject(late);
    await expect(credentials.passkeyOptions(by(ana, stale), response)).rejects.toMatchObject(late);
    await expect(credentials.addPasskey(body, by(ana), response)).rejects.toMatchObject(NO_BROWSER);
    await expect(credentials.passkeyOptions(by(ana), response)).rejects.toMatchObject(NO_BROWSER);
    expect(verify).not.toHaveBeenCalled();
    expect(await credentials.passkeyOptions(by(ana, fresh), response)).toEqual({ challenge: 'c' });
    expect(await credentials.addPasskey(body, by(ana, fresh), response)).toMatchObject({
      passkey_id: 'k1',
      name: 'Key',
    });
    expect(verify.mock.calls[0]?.[0]).toMatchObject({ body, returnHeaders: true });
    expect(accounts.recorded()).toMatchObject([{ data: { user_id: ana.userId, fields: ['passkeys'] } }]);
  });
});

describe("a password of one's own", () => {
  it('is asked for in a browser, and ten wrong ones lock the account', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    for (const refused of [
      () => credentials.setUpTotp({ password: 'x' }, by(ana), response),
      () => credentials.removeTotp({ password: 'x' }, by(ana), response),
      () => credentials.confirmTotp({ code: '1' }, by(ana), response),
      () => credentials.changePassword({ current_password: 'x', new_password: 'y' }, by(ana), response),
    ])
      await expect(refused()).rejects.toMatchObject(NO_BROWSER);
    const { APIError } = await import('better-auth/api');
    const wrong = new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'wrong' });
    jest.spyOn(accounts.host.auth.api, 'disableTwoFactor').mockRejectedValue(wrong);
    const remove = () => credentials.removeTotp({ password: 'x' }, browser, response);
    for (let n = 0; n < 10; n++)
      await expect(remove()).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'password', message: 'is wrong' }],
      });
    await expect(remove()).rejects.toMatchObject({ status: 429 });
  });

  it('does not count refusals for another reason', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const { APIError } = await import('better-auth/api');
    const enable = jest.spyOn(accounts.host.auth.api, 'enableTwoFactor');
    for (const [code, status, detail] of [
      ['CREDENTIAL_ACCOUNT_NOT_FOUND', 409, 'Your account has no password here'],
      ['TOTP_ALREADY_ENABLED', 409, 'The second factor is on already'],
    ] as const) {
      enable.mockRejectedValue(new APIError('BAD_REQUEST', { code, message: code }));
      for (let n = 0; n < 6; n++)
        await expect(credentials.setUpTotp({ password: 'x' }, browser, response)).rejects.toMatchObject({
          ...{ status, detail: expect.stringContaining(detail) as string },
        });
    }
  });

  it('is not changed to one that is easy to guess from name or e-mail', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const change = jest.spyOn(accounts.host.auth.api, 'changePassword');
    for (const new_password of ['ana.ruiz@lab.example', 'Ana Ruiz 12'])
      await expect(
        credentials.changePassword({ current_password: 'x', new_password }, browser, response),
      ).rejects.toMatchObject({ status: 422, errors: [{ field: 'new_password' }] });
    expect(change).not.toHaveBeenCalled();
  });
});

describe('the confirmation of a second factor', () => {
  it('uses its code up, and is on record', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    jest
      .spyOn(accounts.host.auth.api, 'verifyTOTP')
      .mockResolvedValue({ headers: new Headers(), response: {} } as never);
    await credentials.confirmTotp({ code: '123456' }, browser, response);
    expect(await codes.use(ana.userId, '123456')).toBe(false);
    expect(accounts.recorded()).toMatchObject([{ data: { fields: ['totp'] } }]);
  });

  it('is refused in words', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const { APIError } = await import('better-auth/api');
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyTOTP');
    for (const [code, refused] of [
      ['INVALID_CODE', { status: 422, errors: [{ field: 'code' }] }],
      ['TOTP_NOT_ENABLED', { status: 409, detail: 'Begin the set-up of the second factor first.' }],
    ] as const) {
      verify.mockRejectedValue(new APIError('BAD_REQUEST', { code, message: code }));
      await expect(credentials.confirmTotp({ code: '1' }, browser, response)).rejects.toMatchObject(refused);
    }
    expect(await codes.use(ana.userId, '1')).toBe(true);
  });
});
