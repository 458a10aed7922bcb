import { jest } from '@jest/globals';
import { MACHINE } from '@reprise/gateway/shared/principal.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { createAccount, resetAccount, setPassword } from './create-account.ts';
import { isEnabledAdmin, isLastAdmin } from './last-admin.ts';
import { assertNameFree, isNameFree } from './name-free.ts';
import { Users } from './users.ts';

let accounts: TestAccounts;
let users: Users;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  users = new Users(accounts.host, accounts.accounts, accounts.changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ({ ana, ben } = await accounts.startOver());
});

const byAna = () => new FakeBrowser().request(ana);

describe('an admin', () => {
  it('is neither disabled nor erased', async () => {
    const isAdmin = () => isEnabledAdmin(accounts, ana.userId);
    const set = (fields: object) =>
      accounts.query.updateTable('user').set(fields).where('id', '=', ana.userId).execute();
    expect([await isAdmin(), await isEnabledAdmin(accounts, ben.userId)]).toEqual([true, false]);
    for (const [fields, is] of [
      [{ banned: false }, true],
      [{ banned: true }, false],
      [{ banned: null, erasedAt: new Date() }, false],
      [{ erasedAt: null }, true],
    ] as const) {
      await set(fields);
      expect([fields, await isAdmin()]).toEqual([fields, is]);
    }
  });

  it('is the last one if there is no other', async () => {
    expect([await isLastAdmin(accounts, ana.userId), await isLastAdmin(accounts, ben.userId)]).toEqual([true, false]);
    const cleo = await accounts.person('admin', 'Cleo Ma');
    expect([await isLastAdmin(accounts, ana.userId), await isLastAdmin(accounts, cleo.userId)]).toEqual([false, false]);
  });
});

describe('an account', () => {
  it('is created for an unused e-mail and name', async () => {
    const made = await createAccount(accounts, { email: 'cy@lab.example', name: 'Cy Lee', role: 'viewer' });
    const row = await accounts.query.selectFrom('user').selectAll().where('id', '=', made).executeTakeFirst();
    expect(row).toMatchObject({ email: 'cy@lab.example', name: 'Cy Lee', role: 'viewer', emailVerified: false });
    const taken = createAccount(accounts, { email: ben.email, name: 'Another', role: 'viewer' });
    await expect(taken).rejects.toMatchObject({
      status: 409,
      detail: `${ben.email} has an account already: its owner signs in with that address, and needs no new account.`,
    });
    const same = createAccount(accounts, { email: 'dee@lab.example', name: 'BEN ito', role: 'viewer' });
    const message = 'is that of another account: add a middle name or a team';
    await expect(same).rejects.toMatchObject({ status: 422, errors: [{ field: 'name', message }] });
  });

  it('may keep its own name, and take that of an erased one', async () => {
    await expect(assertNameFree(accounts, 'ben ito', ben.userId)).resolves.toBeUndefined();
    await expect(assertNameFree(accounts, 'ben ito', ana.userId)).rejects.toMatchObject({ status: 422 });
    expect(await isNameFree(accounts, 'Nobody', new Set())).toBe(true);
    await accounts.query.updateTable('user').set({ erasedAt: new Date() }).where('id', '=', ben.userId).execute();
    expect(await isNameFree(accounts, 'Ben Ito', new Set())).toBe(true);
  });

  it('has one password, beside its other means of sign-in', async () => {
    await accounts.link(ben.userId);
    await setPassword(accounts, ana.userId, 'of Ana');
    for (const hash of ['first', 'second']) await setPassword(accounts, ben.userId, hash);
    const ways = await accounts.query
      .selectFrom('account')
      .select(['providerId', 'accountId', 'password'])
      .where('userId', '=', ben.userId)
      .orderBy('providerId')
      .execute();
    expect(ways).toEqual([
      { providerId: 'credential', accountId: ben.userId, password: 'second' },
      { providerId: OIDC, accountId: ben.userId, password: null },
    ]);
    const other = await accounts.query
      .selectFrom('account')
      .select('password')
      .where('userId', '=', ana.userId)
      .execute();
    expect(other).toEqual([{ password: 'of Ana' }]);
  });

  it('loses sessions, passkeys and the second factor in a reset, and others keep theirs', async () => {
    for (const { userId } of [ana, ben]) {
      await accounts.session(userId);
      await accounts.passkey(userId);
    }
    await accounts.query.updateTable('user').set({ twoFactorEnabled: true }).execute();
    expect(await resetAccount(accounts, ben.userId, 'new')).toEqual(['password', 'passkeys']);
    expect(await resetAccount(accounts, ben.userId, 'new')).toEqual(['password']);
    expect(await users.find(ben.userId)).toMatchObject({ has_password: true, passkeys: 0, totp_enabled: false });
    expect(await users.find(ana.userId)).toMatchObject({ has_password: false, passkeys: 1, totp_enabled: true });
    expect(await accounts.sessionsOf(ben.userId)).toEqual([]);
    expect(await accounts.sessionsOf(ana.userId)).toHaveLength(1);
  });
});

describe('the cached facts about accounts in a gateway', () => {
  it('are read again after a change: who is signed in, and whether there is an admin', async () => {
    const forget = jest.spyOn(accounts.identities, 'changed');
    await accounts.query.updateTable('user').set({ role: 'viewer' }).execute();
    await accounts.accounts.changed();
    expect([forget.mock.calls.length, accounts.machine.hasAdmin]).toEqual([1, false]);
    forget.mockRestore();
  });

  const OLD = new Date('2026-01-01T00:00:00Z');
  const expired = async () => (await accounts.query.selectFrom('verification').select('id').execute()).length;

  it('are read at the start and every 15 seconds, since another gateway may change them, and expired rows are deleted hourly', async () => {
    const every = jest.spyOn(globalThis, 'setInterval');
    try {
      accounts.machine.hasAdmin = false;
      await accounts.accounts.onModuleInit();
      expect(accounts.machine.hasAdmin).toBe(true);
      const [count, prune] = [15_000, 3_600_000].map((ms) => every.mock.calls.find((call) => call[1] === ms)?.[0]);
      await accounts.query.updateTable('user').set({ role: 'viewer' }).execute();
      await accounts.query.insertInto('verification').values({ identifier: 'x', value: 'y', expiresAt: OLD }).execute();
      count?.();
      await eventually('the count', async () => !accounts.machine.hasAdmin || null);
      expect(await expired()).toBe(1);
      prune?.();
      await eventually('the pruning', async () => (await expired()) === 0 || null);
      for (const { value } of every.mock.results) expect((value as NodeJS.Timeout).hasRef()).toBe(false);
    } finally {
      for (const { value } of every.mock.results) clearInterval(value as NodeJS.Timeout);
      every.mockRestore();
    }
  });
});

describe('the first account', () => {
  it('is an admin, with or without a password, and exists once', async () => {
    const first = { name: 'Eva Lund', email: 'eva@lab.example' };
    const refused = accounts.accounts.createFirst(first, 'hash', byAna());
    await expect(refused).rejects.toMatchObject({
      status: 409,
      detail: 'There is an admin already. Ask them to invite you, or sign in.',
    });
    await accounts.query.deleteFrom('user').execute();
    const made = await accounts.accounts.createFirst(first, 'hash', new FakeBrowser().request(MACHINE));
    expect(await users.find(made)).toMatchObject({ ...first, role: 'admin', has_password: true });
    const data = { user_id: made, role: 'admin', by: 'first_start' };
    expect(accounts.recorded()).toMatchObject([{ type: 'user_created', subject: made, data }]);
    expect([accounts.machine.hasAccounts, accounts.machine.hasAdmin]).toEqual([true, true]);
    await accounts.query.deleteFrom('user').execute();
    const other = await accounts.accounts.createFirst(first, undefined, new FakeBrowser().request(MACHINE));
    expect(await users.find(other)).toMatchObject({ role: 'admin', has_password: false });
    expect(await accounts.query.selectFrom('account').selectAll().execute()).toEqual([]);
  });
});
