import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from './create-account.ts';
import { Users } from './users.ts';

const NOBODY = '00000000-0000-7000-8000-000000000000';
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
const change = (userId: string, body: object) => users.change(userId, body, byAna());
describe('the list of users', () => {
  it("is sorted by name, and states each person's means of sign-in", async () => {
    await accounts.link(ben.userId, 'credential', ben.userId, 'hash');
    await accounts.passkey(ben.userId);
    await accounts.link(ana.userId);
    const lastSignInAt = new Date('2026-03-01T09:00:00Z');
    const fields = { lastSignInAt, twoFactorEnabled: true, banned: true };
    await accounts.query.updateTable('user').set(fields).where('id', '=', ben.userId).execute();
    expect(await users.list()).toMatchObject([
      {
        user_id: ana.userId,
        name: 'Ana Ruiz',
        email: ana.email,
        role: 'admin',
        status: 'active',
        has_password: false,
        totp_enabled: false,
        passkeys: 0,
        from_directory: true,
        last_sign_in_at: null,
      },
      {
        user_id: ben.userId,
        name: 'Ben Ito',
        email: ben.email,
        role: 'operator',
        status: 'disabled',
        has_password: true,
        totp_enabled: true,
        passkeys: 1,
        from_directory: false,
        last_sign_in_at: lastSignInAt.toISOString(),
      },
    ]);
  });

  it('names people that it does not find', async () => {
    for (const id of [NOBODY, 'no id'])
      await expect(users.find(id)).rejects.toMatchObject({ status: 404, detail: `There is no user ${id}.` });
    await expect(users.find('x'.repeat(200))).rejects.toMatchObject({
      detail: `There is no user ${'x'.repeat(100)}.`,
    });
  });
});

describe('a change of a user', () => {
  it('of the role is recorded with both roles, and ends no session', async () => {
    const session = await accounts.session(ben.userId);
    expect(await change(ben.userId, { role: 'reviewer' })).toMatchObject({ role: 'reviewer', status: 'active' });
    const data = { user_id: ben.userId, fields: ['role'], reason: null, role: { from: 'operator', to: 'reviewer' } };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ben.userId, actor: ana.actor, data }]);
    expect(await accounts.sessionsOf(ben.userId)).toEqual([session]);
  });

  it('that disables it ends all of its sessions and no others, and enabling it again opens none', async () => {
    const own = await accounts.session(ana.userId);
    for (let n = 0; n < 2; n++) await accounts.session(ben.userId);
    expect(await change(ben.userId, { disabled: true })).toMatchObject({ status: 'disabled', role: 'operator' });
    expect([await accounts.sessionsOf(ben.userId), await accounts.sessionsOf(ana.userId)]).toEqual([[], [own]]);
    await accounts.session(ben.userId);
    expect(await change(ben.userId, { disabled: false })).toMatchObject({ status: 'active' });
    expect(await accounts.sessionsOf(ben.userId)).toHaveLength(1);
    expect(accounts.recorded().map(({ data }) => data)).toEqual([
      { user_id: ben.userId, fields: ['disabled'], reason: null, disabled: true },
      { user_id: ben.userId, fields: ['disabled'], reason: null, disabled: false },
    ]);
  });

  it('of role and state is one change', async () => {
    expect(await change(ben.userId, { role: 'viewer', disabled: true })).toMatchObject({
      role: 'viewer',
      status: 'disabled',
    });
    expect(accounts.recorded()).toMatchObject([{ data: { fields: ['role', 'disabled'], disabled: true } }]);
  });

  it('to the current value changes and records nothing', async () => {
    for (const same of [{}, { role: 'operator' }, { disabled: false }, { role: 'operator', disabled: false }])
      expect(await change(ben.userId, same)).toMatchObject({ role: 'operator', status: 'active' });
    expect(accounts.recorded()).toEqual([]);
  });

  it('of the role is refused if the directory decides it', async () => {
    await accounts.link(ben.userId);
    await expect(change(ben.userId, { role: 'viewer' })).rejects.toMatchObject({
      status: 409,
      detail: expect.stringContaining('The directory decides the role of Ben Ito') as string,
    });
    expect(await change(ben.userId, { role: 'operator', disabled: true })).toMatchObject({ status: 'disabled' });
  });

  it("leaves the last admin's role and account, and may take both from one of two admins", async () => {
    const last = { status: 409, detail: 'This is the last admin. Make another user an admin first.' };
    await expect(change(ana.userId, { role: 'operator' })).rejects.toMatchObject(last);
    await expect(change(ana.userId, { disabled: true })).rejects.toMatchObject(last);
    await expect(users.erase(ana.userId, byAna())).rejects.toMatchObject(last);
    expect(await change(ben.userId, { role: 'admin' })).toMatchObject({ role: 'admin' });
    expect(await change(ana.userId, { role: 'operator' })).toMatchObject({ role: 'operator' });
    await expect(change(ben.userId, { disabled: true })).rejects.toMatchObject(last);
    await change(ana.userId, { role: 'admin' });
    expect(await change(ben.userId, { disabled: true })).toMatchObject({ status: 'disabled' });
    expect(await change(ben.userId, { disabled: false })).toMatchObject({ status: 'active' });
  });

  it('takes effect at once in this gateway', async () => {
    await accounts.accounts.changed();
    expect([accounts.machine.hasAccounts, accounts.machine.hasAdmin]).toEqual([true, true]);
    await accounts.query.updateTable('user').set({ role: 'viewer' }).where('id', '=', ana.userId).execute();
    await change(ben.userId, { role: 'viewer' });
    expect([accounts.machine.hasAccounts, accounts.machine.hasAdmin]).toEqual([true, false]);
    await change(ben.userId, { role: 'admin' });
    expect(accounts.machine.hasAdmin).toBe(true);
    await accounts.query.updateTable('user').set({ banned: true }).execute();
    await accounts.accounts.changed();
    expect([accounts.machine.hasAccounts, accounts.machine.hasAdmin]).toEqual([true, false]);
    await accounts.query.updateTable('user').set({ erasedAt: new Date() }).execute();
    await accounts.accounts.changed();
    expect(accounts.machine.hasAccounts).toBe(false);
  });
});

describe('the erasure of a user', () => {
  it('leaves id and role, and removes all means of sign-in and personal data, while others keep theirs', async () => {
    for (const { userId } of [ana, ben]) {
      await accounts.session(userId);
      await setPassword(accounts, userId, 'hash');
      await accounts.passkey(userId);
      const times = { created_at: new Date(), expires_at: new Date() };
      const token = { token_id: userId, user_id: userId, name: 'Of a person', role: 'viewer', ...times } as const;
      await accounts.query
        .insertInto('token')
        .values({ ...token, last_address: '10.0.0.7' })
        .execute();
    }
    await users.erase(ben.userId, byAna());
    expect(accounts.recorded()).toMatchObject([
      { type: 'user_erased', subject: ben.userId, actor: ana.actor, data: { user_id: ben.userId, reason: null } },
    ]);
    const countOf = async (table: 'session' | 'account' | 'passkey', userId: string) =>
      (await accounts.query.selectFrom(table).select('userId').where('userId', '=', userId).execute()).length;
    for (const table of ['session', 'account', 'passkey'] as const)
      expect([table, await countOf(table, ben.userId), await countOf(table, ana.userId)]).toEqual([table, 0, 1]);
    const tokens = await accounts.query.selectFrom('token').selectAll().orderBy('name').execute();
    expect(tokens).toMatchObject([
      { user_id: ana.userId, name: 'Of a person', revoked_at: null, last_address: '10.0.0.7' },
      { user_id: ben.userId, name: 'token', revoked_at: expect.any(Date) as Date, last_address: null },
    ]);
    const rows = await accounts.query.selectFrom('user').selectAll().orderBy('role').execute();
    expect(rows).toMatchObject([
      { id: ana.userId, name: 'Ana Ruiz', erasedAt: null },
      {
        id: ben.userId,
        name: `Former user ${ben.userId.slice(0, 4)}`,
        email: `${ben.userId}@erased.invalid`,
        role: 'operator',
        banned: true,
        twoFactorEnabled: false,
        erasedAt: expect.any(Date) as Date,
      },
    ]);
    await expect(users.find(ben.userId)).rejects.toMatchObject({ status: 404 });
    expect(await users.list()).toHaveLength(1);
  });
});
