import { jest } from '@jest/globals';
import { APIError } from 'better-auth/api';
import type { Request } from 'express';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { FakeBrowser, HOUR_MS, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from '../accounts/create-account.ts';
import { Credentials } from './credentials.ts';
import { OwnAccount } from './own-account.ts';

let accounts: TestAccounts;
let account: OwnAccount;
let credentials: Credentials;
let codes: UsedCodes;
let limits: SignInLimits;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, calls, changes, age } = accounts;
  [codes, limits] = [new UsedCodes(host), new SignInLimits(host)];
  account = new OwnAccount(host, calls, accounts.accounts, changes);
  credentials = new Credentials(calls, account, limits, codes, age);
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
const NO_BROWSER = { status: 409, detail: expect.stringContaining('Sign in with a browser') as string };

describe('a passkey of the own account', () => {
  const remove = (id: string, as: Principal = ana) => credentials.removePasskey(id, by(as, 's1'));
  const keys = async () => (await account.show(by(ana))).passkeys.length;

  it('is removed by itself, with an event, if another means of sign-in remains', async () => {
    const [one, other, ofBen] = [
      await accounts.passkey(ana.userId),
      await accounts.passkey(ana.userId),
      await accounts.passkey(ben.userId),
    ];
    await remove(one);
    expect(await keys()).toBe(1);
    const data = { user_id: ana.userId, fields: ['passkeys'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ana.userId, actor: ana.actor, data }]);
    const last = { status: 409, detail: 'This passkey is your only way to sign in. Add another one first.' };
    await expect(remove(other)).rejects.toMatchObject(last);
    for (const id of [one, ofBen, 'no id'])
      await expect(remove(id)).rejects.toMatchObject({ status: 404, detail: `There is no passkey ${id}.` });
    await setPassword(accounts, ana.userId, 'hash');
    await remove(other);
    expect(await keys()).toBe(0);
    await accounts.link(ben.userId);
    await remove(ofBen, ben);
  });

  it('is reported as unknown for a malformed id, also while the log does not answer, in a short message', async () => {
    jest.spyOn(accounts.trail, 'assertAnswers').mockRejectedValue(new Error('away'));
    const detail = `There is no passkey ${'x'.repeat(100)}.`;
    await expect(remove('x'.repeat(200))).rejects.toMatchObject({ status: 404, detail });
  });

  it('cannot be removed by a token', async () => {
    const key = await accounts.passkey(ana.userId);
    await expect(credentials.removePasskey(key, by(ana))).rejects.toMatchObject(NO_BROWSER);
  });

  it('is added in a browser within an hour after a sign-in', async () => {
    const [fresh, stale] = [
      await accounts.session(ana.userId),
      await accounts.session(ana.userId, { createdAt: ago(HOUR_MS) }),
    ];
    const answer = { headers: new Headers(), response: { id: 'k1', name: null } } as never;
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyPasskeyRegistration').mockResolvedValue(answer);
    const options = { headers: new Headers(), response: { challenge: 'c' } } as never;
    const challenge = jest.spyOn(accounts.host.auth.api, 'generatePasskeyRegistrationOptions');
    challenge.mockResolvedValue(options);
    const body = { name: 'Key', response: { id: 'r1' } };
    const late = { status: 403, detail: expect.stringContaining('You signed in too long ago') as string };
    await expect(credentials.addPasskey(body, by(ana, stale), response)).rejects.toMatchObject(late);
    await expect(credentials.passkeyOptions(by(ana, stale), response)).rejects.toMatchObject(late);
    await expect(credentials.addPasskey(body, by(ana), response)).rejects.toMatchObject(NO_BROWSER);
    await expect(credentials.passkeyOptions(by(ana), response)).rejects.toMatchObject(NO_BROWSER);
    expect(verify).not.toHaveBeenCalled();
    expect(await credentials.passkeyOptions(by(ana, fresh), response)).toEqual({ challenge: 'c' });
    expect(challenge.mock.calls[0]?.[0]).toMatchObject({ query: {}, returnHeaders: true });
    expect(await credentials.addPasskey(body, by(ana, fresh), response)).toMatchObject({
      passkey_id: 'k1',
      name: 'Key',
    });
    expect(verify.mock.calls[0]?.[0]).toMatchObject({ body, returnHeaders: true });
    expect(accounts.recorded()).toMatchObject([{ data: { user_id: ana.userId, fields: ['passkeys'] } }]);
  });

  it.each(['FAILED_TO_VERIFY_REGISTRATION', 'CHALLENGE_NOT_FOUND'])('is not added with %s', async (code) => {
    const fresh = await accounts.session(ana.userId);
    const refused = new APIError('BAD_REQUEST', { code, message: code });
    jest.spyOn(accounts.host.auth.api, 'verifyPasskeyRegistration').mockRejectedValue(refused);
    const body = { name: 'Key', response: { id: 'r1' } };
    await expect(credentials.addPasskey(body, by(ana, fresh), response)).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'response', message: 'could not be checked: begin to add the passkey again' }],
    });
    expect(accounts.recorded()).toEqual([]);
  });
});

describe('a password of the own account', () => {
  it('is required in a browser, and ten wrong ones lock the account', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    for (const refused of [
      () => credentials.setUpTotp({ password: 'x' }, by(ana), response),
      () => credentials.removeTotp({ password: 'x' }, by(ana), response),
      () => credentials.confirmTotp({ code: '1' }, by(ana), response),
      () => credentials.changePassword({ current_password: 'x', new_password: 'y' }, by(ana), response),
    ])
      await expect(refused()).rejects.toMatchObject(NO_BROWSER);
    const wrong = new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'wrong' });
    const disable = jest.spyOn(accounts.host.auth.api, 'disableTwoFactor').mockRejectedValue(wrong);
    const remove = () => credentials.removeTotp({ password: 'x' }, browser, response);
    const count = jest.spyOn(limits, 'count');
    for (let n = 0; n < 10; n++)
      await expect(remove()).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'password', message: 'is wrong' }],
      });
    expect(count.mock.calls[0]?.slice(0, 2)).toEqual([ana.email, '10.0.0.7']);
    expect(disable.mock.calls[0]?.[0]).toMatchObject({ body: { password: 'x' }, returnHeaders: true });
    await expect(remove()).rejects.toMatchObject({ status: 429 });
  });

  it('counts no refusals for another reason', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const enable = jest.spyOn(accounts.host.auth.api, 'enableTwoFactor');
    for (const [code, status, detail] of [
      ['CREDENTIAL_ACCOUNT_NOT_FOUND', 409, 'Your account has no password here'],
      ['TOTP_ALREADY_ENABLED', 409, 'The second factor is on already'],
    ] as const) {
      enable.mockRejectedValue(new APIError('BAD_REQUEST', { code, message: code }));
      for (let n = 0; n < 6; n++)
        await expect(credentials.setUpTotp({ password: 'x' }, browser, response)).rejects.toMatchObject({
          status,
          detail: expect.stringContaining(detail) as string,
        });
    }
    enable.mockRejectedValue(wrongFields([{ field: 'another', message: 'is wrong' }]));
    for (let n = 0; n < 11; n++)
      await expect(credentials.setUpTotp({ password: 'x' }, browser, response)).rejects.toMatchObject({ status: 422 });
  });

  it('sets up an app that shows codes, and no other method of the library', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const enable = jest.spyOn(accounts.host.auth.api, 'enableTwoFactor');
    const set = (answer: object) => {
      enable.mockResolvedValue({ headers: new Headers(), response: answer } as never);
      return credentials.setUpTotp({ password: 'x' }, browser, response);
    };
    expect(await set({ method: 'totp', totpURI: 'otpauth://totp/x', backupCodes: ['a'] })).toEqual({
      uri: 'otpauth://totp/x',
      backup_codes: ['a'],
    });
    const body = { password: 'x', method: 'totp' };
    expect(enable.mock.calls[0]?.[0]).toMatchObject({ body, returnHeaders: true });
    expect(accounts.recorded()).toEqual([]);
    await expect(set({ method: 'otp' })).rejects.toThrow('another second factor than asked for');
  });

  it('is changed and disabled by the library, with an event, and all other sessions end', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const answer = { headers: new Headers(), response: {} } as never;
    const change = jest.spyOn(accounts.host.auth.api, 'changePassword').mockResolvedValue(answer);
    const new_password = 'four words that nobody says';
    await credentials.changePassword({ current_password: 'x', new_password }, browser, response);
    const body = { currentPassword: 'x', newPassword: new_password, revokeOtherSessions: true };
    expect(change.mock.calls[0]?.[0]).toMatchObject({ body, returnHeaders: true });
    jest.spyOn(accounts.host.auth.api, 'disableTwoFactor').mockResolvedValue(answer);
    await credentials.removeTotp({ password: 'x' }, browser, response);
    expect(accounts.recorded()).toMatchObject([
      { actor: ana.actor, data: { fields: ['password'] } },
      { actor: ana.actor, data: { fields: ['totp'] } },
    ]);
  });

  it('is named as the wrong field', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const wrong = new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'wrong' });
    jest.spyOn(accounts.host.auth.api, 'changePassword').mockRejectedValue(wrong);
    const bodies = { current_password: 'x', new_password: 'four words that nobody says' };
    const attempt = () => credentials.changePassword(bodies, browser, response);
    const refused = { status: 422, errors: [{ field: 'current_password', message: 'is wrong' }] };
    for (let n = 0; n < 10; n++) await expect(attempt()).rejects.toMatchObject(refused);
    await expect(attempt()).rejects.toMatchObject({ status: 429 });
  });

  it('counts as wrong in the setup of a second factor, also beside another wrong field', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const wrong = new APIError('BAD_REQUEST', { code: 'INVALID_PASSWORD', message: 'wrong' });
    const enable = jest.spyOn(accounts.host.auth.api, 'enableTwoFactor').mockRejectedValue(wrong);
    const attempt = () => credentials.setUpTotp({ password: 'x' }, browser, response);
    const field = { field: 'password', message: 'is wrong' };
    for (let n = 0; n < 9; n++) await expect(attempt()).rejects.toMatchObject({ status: 422, errors: [field] });
    enable.mockRejectedValue(wrongFields([{ field: 'another', message: 'is wrong' }, field]));
    await expect(attempt()).rejects.toMatchObject({ status: 422 });
    await expect(attempt()).rejects.toMatchObject({ status: 429 });
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
  it('consumes its code, and is recorded', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyTOTP');
    verify.mockResolvedValue({ headers: new Headers(), response: {} } as never);
    await credentials.confirmTotp({ code: '123456' }, browser, response);
    expect(verify.mock.calls[0]?.[0]).toMatchObject({ body: { code: '123456' }, returnHeaders: true });
    expect(await codes.use(ana.userId, '123456')).toBe(false);
    expect(accounts.recorded()).toMatchObject([{ data: { fields: ['totp'] } }]);
  });

  it('is refused with a message', async () => {
    const browser = by(ana, await accounts.session(ana.userId));
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyTOTP');
    for (const [code, refused] of [
      [
        'INVALID_CODE',
        { status: 422, errors: [{ field: 'code', message: 'is wrong or too old: enter the one shown now' }] },
      ],
      ['TOTP_NOT_ENABLED', { status: 409, detail: 'Begin the set-up of the second factor first.' }],
    ] as const) {
      verify.mockRejectedValue(new APIError('BAD_REQUEST', { code, message: code }));
      await expect(credentials.confirmTotp({ code: '1' }, browser, response)).rejects.toMatchObject(refused);
    }
    expect(await codes.use(ana.userId, '1')).toBe(true);
  });
});
