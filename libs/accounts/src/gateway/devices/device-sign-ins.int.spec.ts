import { jest } from '@jest/globals';
import { APIError } from 'better-auth/api';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { passwords } from '../better-auth/passwords.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { ApiTokens } from '../tokens/api-tokens.ts';
import { setPassword } from '../accounts/create-account.ts';
import { DeviceSignIns } from './device-sign-ins.ts';

const PASSWORD = 'correct horse battery';
let accounts: TestAccounts;
let devices: DeviceSignIns;
let ana: TestPerson;
let ben: TestPerson;
/** Browser in which Ben is signed in. */
let browser: FakeBrowser;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const tokens = new ApiTokens(accounts.host, accounts.accounts, accounts.changes);
  devices = new DeviceSignIns(accounts.host, accounts.calls, tokens, accounts.machine);
  ana = await accounts.person('admin', 'Ana Ruiz');
  ben = await accounts.person('operator', 'Ben Ito');
  await setPassword(accounts, ben.userId, await passwords.hash(PASSWORD));
  await accounts.accounts.changed();
  browser = new FakeBrowser();
  const body = { email: ben.email, password: PASSWORD };
  await accounts.calls.answer(browser.request(), browser.response, (headers) =>
    accounts.host.auth.api.signInEmail({ body, headers, returnHeaders: true }),
  );
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.recorded());
afterEach(() => jest.restoreAllMocks());

const start = (program = 'reprise on lab-pc') => devices.start({ program }, new FakeBrowser().request());
const show = (code: string, by: Principal = ben) => devices.show(code, browser.request(by));
const approve = (code: string, role: 'viewer' | 'operator' | 'admin' = 'viewer', by: Principal = ben) =>
  devices.approve(code, { role, expires_in_days: 7 }, browser.request(by), browser.response);
const redeem = (code: string) => devices.redeem(code, new FakeBrowser().request());
const set = (code: string, fields: object) =>
  accounts.query.updateTable('deviceCode').set(fields).where('deviceCode', '=', code).execute();
const unknown = { status: 404, detail: expect.stringMatching(/^No program waits with the code/) as string };
const over = { status: 410, detail: 'This sign-in has expired or was used. Start it again.' };

describe('a program that requests a sign-in', () => {
  it('gets a code for people if accounts exist', async () => {
    const asked = await start();
    expect(asked.user_code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(asked).toMatchObject({ path: `/device?code=${asked.user_code}`, interval_s: 2 });
    const minutes = (Date.parse(asked.expires_at) - Date.now()) / 60_000;
    expect([minutes > 9, minutes <= 10]).toEqual([true, true]);
    accounts.machine.hasAccounts = false;
    await expect(start()).rejects.toMatchObject({
      status: 409,
      detail: expect.stringContaining('No account exists yet') as string,
    });
    accounts.machine.hasAccounts = true;
  });

  it('is shown to a person who may approve it, by its code in any notation', async () => {
    const { user_code, device_code, expires_at } = await start();
    for (const typed of [
      user_code,
      user_code.toLowerCase(),
      user_code.replace('-', ''),
      ` ${user_code.replace('-', ' ')}`,
    ]) {
      const shown = await show(typed);
      expect(shown).toMatchObject({ user_code, program: 'reprise on lab-pc', address: '10.0.0.7' });
      expect(Math.abs(Date.parse(shown.expires_at) - Date.parse(expires_at))).toBeLessThan(60_000);
      expect(Math.abs(Date.parse(shown.created_at) - Date.now())).toBeLessThan(60_000);
    }
    await expect(show('AAAA-AAAA')).rejects.toMatchObject(unknown);
    await expect(show('A'.repeat(50))).rejects.toMatchObject({
      detail: `No program waits with the code ${'A'.repeat(20)}. Compare it, or start the sign-in again.`,
    });
    await expect(show(user_code, MACHINE)).rejects.toMatchObject({ status: 409 });
    await set(device_code, { expiresAt: new Date(Date.now() - 1) });
    await expect(show(user_code)).rejects.toMatchObject(unknown);
  });

  it('gets a token of the person once, with the role that they selected', async () => {
    const { user_code, device_code } = await start();
    expect(await redeem(device_code)).toEqual({ status: 'pending', made: null });
    const sessions = await accounts.sessionsOf(ben.userId);
    await approve(user_code);
    await expect(show(user_code)).rejects.toMatchObject(unknown);
    const { status, made } = await redeem(device_code);
    expect([status, made?.token]).toMatchObject(['approved', { name: 'reprise on lab-pc', role: 'viewer' }]);
    const days = (Date.parse(made!.token.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 2);
    expect(await accounts.tokens.find(made!.secret, '10.0.0.8')).toMatchObject({ userId: ben.userId, role: 'viewer' });
    expect(accounts.recorded()).toMatchObject([{ type: 'token_created', subject: ben.userId, actor: ben.actor }]);
    // The session that the library opened for it has ended, but no other session.
    expect(await accounts.sessionsOf(ben.userId)).toEqual(sessions);
    await expect(redeem(device_code)).rejects.toMatchObject(over);
  });

  it("gets the lower of the selected role and the person's current role", async () => {
    const { user_code, device_code } = await start();
    await expect(approve(user_code, 'admin')).rejects.toMatchObject({ status: 422, errors: [{ field: 'role' }] });
    await approve(user_code, 'operator');
    const give = (role: 'viewer' | 'operator') =>
      accounts.query.updateTable('user').set({ role }).where('id', '=', ben.userId).execute();
    await give('viewer');
    expect((await redeem(device_code)).made?.token.role).toBe('viewer');
    await give('operator');
  });

  it('is approved by the one person who opened it first', async () => {
    const { user_code } = await start();
    await approve(user_code);
    await expect(approve(user_code, 'viewer', ana)).rejects.toMatchObject(unknown);
    const other = await start();
    await set(other.device_code, { userId: ana.userId });
    await expect(show(other.user_code)).rejects.toMatchObject(unknown);
    await expect(approve(other.user_code)).rejects.toMatchObject(unknown);
    expect(await show(other.user_code, ana)).toMatchObject({ user_code: other.user_code });
  });

  it('is rejected, once', async () => {
    const { user_code, device_code } = await start();
    await devices.reject(user_code, browser.request(ben), browser.response);
    await expect(redeem(device_code)).rejects.toMatchObject({
      status: 403,
      detail: 'The sign-in was rejected on the page.',
      cause: expect.any(APIError) as APIError,
    });
    await expect(redeem(device_code)).rejects.toMatchObject(over);
    await expect(devices.reject(user_code, browser.request(ben), browser.response)).rejects.toMatchObject(unknown);
    await expect(devices.reject(user_code, browser.request(MACHINE), browser.response)).rejects.toMatchObject({
      status: 409,
    });
  });

  it('gets no token after its time, or with an unknown code', async () => {
    const { user_code, device_code } = await start();
    await approve(user_code);
    await set(device_code, { expiresAt: new Date(Date.now() - 1) });
    await expect(redeem(device_code)).rejects.toMatchObject(over);
    await expect(redeem('made up')).rejects.toMatchObject(over);
    const pending = await start();
    await set(pending.device_code, { expiresAt: new Date(Date.now() - 1) });
    await expect(redeem(pending.device_code)).rejects.toMatchObject(over);
  });

  it('polls again if no token can be created now', async () => {
    const { user_code, device_code } = await start();
    await approve(user_code);
    accounts.away = new Error('The test takes the log away');
    await expect(redeem(device_code)).rejects.toThrow('takes the log away');
    accounts.away = undefined;
    expect((await redeem(device_code)).status).toBe('approved');
  });

  it('consumes its code only if its person may have one more token, and learns the outcome only then', async () => {
    const full = jest.spyOn(ApiTokens.prototype, 'assertMayHaveMore').mockRejectedValue(new Error('too many'));
    const { user_code, device_code } = await start();
    await approve(user_code);
    await expect(redeem(device_code)).rejects.toThrow('too many');
    expect(full.mock.calls).toEqual([[ben.userId]]);
    full.mockRestore();
    expect((await redeem(device_code)).status).toBe('approved');
    jest.spyOn(ApiTokens.prototype, 'assertMayHaveMore').mockRejectedValue(new Error('too many'));
    const [late, rejected, ofNobody] = [await start(), await start(), await start()];
    await approve(late.user_code);
    await set(late.device_code, { expiresAt: new Date(Date.now() - 1) });
    await expect(redeem(late.device_code)).rejects.toMatchObject(over);
    await devices.reject(rejected.user_code, browser.request(ben), browser.response);
    await expect(redeem(rejected.device_code)).rejects.toMatchObject({ status: 403 });
    await approve(ofNobody.user_code);
    await set(ofNobody.device_code, { userId: null });
    await expect(redeem(ofNobody.device_code)).rejects.toMatchObject({ status: 503 });
  });

  it.each([
    ['authorization_pending', 'pending'],
    ['slow_down', 'pending'],
  ])('that polls too early gets %s as %s', async (error, status) => {
    const { user_code, device_code } = await start();
    await approve(user_code);
    const early = new APIError('BAD_REQUEST', { error, error_description: 'later' } as never);
    jest.spyOn(accounts.host.auth.api, 'deviceToken').mockRejectedValueOnce(early);
    expect(await redeem(device_code)).toEqual({ status, made: null });
  });

  it('gets an error if the accounts cannot be read', async () => {
    const { user_code, device_code } = await start();
    await approve(user_code);
    const token = jest.spyOn(accounts.host.auth.api, 'deviceToken');
    token.mockRejectedValueOnce(new APIError('INTERNAL_SERVER_ERROR'));
    await expect(redeem(device_code)).rejects.toMatchObject({
      status: 503,
      detail: 'The accounts cannot be read now. Try again soon.',
      headers: { 'retry-after': '5' },
    });
    token.mockRejectedValueOnce(new Error('another'));
    await expect(redeem(device_code)).rejects.toThrow('another');
    const code = jest.spyOn(accounts.host.auth.api, 'deviceCode');
    code.mockRejectedValueOnce(new APIError('INTERNAL_SERVER_ERROR', {}));
    await expect(start()).rejects.toMatchObject({ status: 503 });
  });
});
