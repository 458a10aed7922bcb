import { jest } from '@jest/globals';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from '../accounts/create-account.ts';
import { OwnAccount } from './own-account.ts';

let accounts: TestAccounts;
let account: OwnAccount;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  account = new OwnAccount(accounts.host, accounts.calls, accounts.accounts, accounts.changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ({ ana, ben } = await accounts.startOver());
});
afterEach(() => jest.restoreAllMocks());

const by = (principal: Principal | undefined) => new FakeBrowser().request(principal);

describe('the account of the current person', () => {
  it('lists its means of sign-in', async () => {
    expect(await account.show(by(ana))).toMatchObject({
      user_id: ana.userId,
      name: 'Ana Ruiz',
      email: ana.email,
      role: 'admin',
      passkeys: [],
      has_password: false,
      from_directory: false,
      totp_enabled: false,
    });
    await setPassword(accounts, ana.userId, 'hash');
    await accounts.link(ana.userId);
    const [later, first] = [
      await accounts.passkey(ana.userId, 'Later', new Date('2026-03-02T09:00:00Z')),
      await accounts.passkey(ana.userId, null, new Date('2026-03-01T09:00:00Z')),
    ];
    await accounts.passkey(ben.userId);
    await accounts.query.updateTable('user').set({ twoFactorEnabled: true }).execute();
    expect(await account.show(by(ana))).toMatchObject({
      has_password: true,
      from_directory: true,
      totp_enabled: true,
      passkeys: [
        { passkey_id: first, name: 'Passkey', created_at: '2026-03-01T09:00:00.000Z' },
        { passkey_id: later, name: 'Later', created_at: '2026-03-02T09:00:00.000Z' },
      ],
    });
    await accounts.link(ben.userId, 'another');
    expect(await account.show(by(ben))).toMatchObject({ has_password: false, from_directory: false });
  });

  it('counts unused backup codes only while a second factor is on', async () => {
    const count = jest
      .spyOn(accounts.calls.api, 'viewBackupCodes')
      .mockResolvedValue({ status: true, backupCodes: ['one', 'two'] });
    expect(await account.show(by(ana))).toMatchObject({ totp_enabled: false, backup_codes_left: null });
    await accounts.query.updateTable('user').set({ twoFactorEnabled: true }).execute();
    expect(await account.show(by(ana))).toMatchObject({ totp_enabled: true, backup_codes_left: 2 });
    count.mockRejectedValue(new Error('The database is away'));
    await expect(account.show(by(ana))).rejects.toThrow('The database is away');
  });

  it('dates a passkey without a time like the account', async () => {
    await accounts.passkey(ana.userId, 'Old', null);
    const { created_at, passkeys } = await account.show(by(ana));
    expect(passkeys).toMatchObject([{ name: 'Old', created_at }]);
  });

  it('does not exist for the local administrator', async () => {
    for (const nobody of [MACHINE, undefined])
      await expect(account.show(by(nobody))).rejects.toMatchObject({
        status: 404,
        detail: 'The local administrator has no account. Sign in as a person to have one.',
      });
  });

  it('is renamed by itself, with an event', async () => {
    expect((await account.rename({ name: 'Ana M. Ruiz' }, by(ana))).name).toBe('Ana M. Ruiz');
    const data = { user_id: ana.userId, fields: ['name'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ana.userId, actor: ana.actor, data }]);
    expect((await account.show(by(ben))).name).toBe('Ben Ito');
    await expect(account.rename({ name: 'BEN ito' }, by(ana))).rejects.toMatchObject({ status: 422 });
    expect((await account.rename({ name: 'ana m. ruiz' }, by(ana))).name).toBe('ana m. ruiz');
  });

  it('is changed by the library, with its cookies once the change is recorded', async () => {
    const browser = new FakeBrowser();
    const announced = jest.spyOn(accounts.accounts, 'changed');
    const headers = new Headers([['set-cookie', 'session=new; Path=/']]);
    const call = async () => ({ headers, response: 'changed' });
    expect(await account.change(['password'], browser.request(ana), browser.response, call, {})).toBe('changed');
    expect(browser.cookies).toEqual(new Map([['session', 'new']]));
    expect(announced).toHaveBeenCalledTimes(1);
    const data = { user_id: ana.userId, fields: ['password'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ana.userId, actor: ana.actor, data }]);
    const refused = () => Promise.reject(new Error('refused'));
    await expect(account.change(['totp'], browser.request(ana), browser.response, refused, {})).rejects.toThrow(
      'refused',
    );
    expect(accounts.recorded()).toEqual([]);
  });
});
