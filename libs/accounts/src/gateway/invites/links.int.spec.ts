import { jest } from '@jest/globals';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { DAY_MS, FakeBrowser, HOUR_MS, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { setPassword } from '../accounts/create-account.ts';
import { Users } from '../accounts/users.ts';
import { AcceptedLinks } from './accepted-links.ts';
import { OneTimeLinks } from './one-time-links.ts';

const PASSWORD = 'correct horse battery';
const cy = { email: 'cy@lab.example', role: 'operator' } as const;
let accounts: TestAccounts;
let users: Users;
let links: OneTimeLinks;
let accepted: AcceptedLinks;
let limits: SignInLimits;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, changes } = accounts;
  limits = new SignInLimits(host);
  users = new Users(host, accounts.accounts, changes);
  links = new OneTimeLinks(host, users, changes);
  accepted = new AcceptedLinks(host, accounts.accounts, limits, changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ({ ana, ben } = await accounts.startOver());
});

const by = (principal: Principal | undefined) => new FakeBrowser().request(principal);
const invite = async (body: Parameters<OneTimeLinks['invite']>[0] = cy, as: Principal = ana) => {
  const link = await links.invite(body, by(as));
  return { ...link, secret: link.path.split('#')[1]! };
};
const accept = (secret: string, more: { name?: string } = { name: 'Cy Lee' }) =>
  accepted.accept({ secret, password: PASSWORD, ...more }, by(undefined));
const leftMs = (expires_at: string) => Date.parse(expires_at) - Date.now();
const over = { status: 410, detail: expect.stringContaining('used, withdrawn or has expired') as string };

describe('an invitation', () => {
  it('is a link for a week, and its secret is not stored', async () => {
    const { path, url, secret, expires_at } = await invite({ ...cy, name: 'Cy Lee' });
    expect(path).toMatch(/^\/invite#[\w-]{43}$/);
    expect(url).toBe(`${accounts.host.publicUrl}${path}`);
    expect([leftMs(expires_at) > 7 * DAY_MS - HOUR_MS, leftMs(expires_at) <= 7 * DAY_MS]).toEqual([true, true]);
    const rows = await accounts.query.selectFrom('one_time_link').selectAll().execute();
    expect(rows).toMatchObject([
      { kind: 'invite', user_id: null, ...cy, name: 'Cy Lee', created_by: ana.actor, used_at: null },
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(accounts.recorded()).toEqual([
      { type: 'user_invited', subject: rows[0]!.link_id, actor: ana.actor, data: { role: 'operator', expires_at } },
    ]);
  });

  it("is refused for an e-mail with an account, and for another person's name", async () => {
    await expect(invite({ ...cy, email: ben.email })).rejects.toMatchObject({ status: 409 });
    await expect(invite({ ...cy, name: 'ben ITO' })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'name' }],
    });
    expect(await accounts.query.selectFrom('one_time_link').selectAll().execute()).toEqual([]);
  });

  it('shows the inviter, the invited person and the role', async () => {
    const { secret, expires_at } = await invite();
    expect(await accepted.show(secret)).toEqual({
      kind: 'invite',
      ...cy,
      name: null,
      invited_by: 'Ana Ruiz',
      expires_at,
    });
    const ofMachine = await invite({ ...cy, email: 'dee@lab.example', name: 'Dee Kim' }, MACHINE);
    expect(await accepted.show(ofMachine.secret)).toMatchObject({ invited_by: MACHINE.name, name: 'Dee Kim' });
    const ofToken = { ...ana, kind: 'token', actor: `${ana.actor}/token:${ben.userId}` } as const;
    const other = await invite({ ...cy, email: 'eve@lab.example' }, ofToken);
    expect(await accepted.show(other.secret)).toMatchObject({ invited_by: 'Ana Ruiz' });
    await accounts.query.updateTable('one_time_link').set({ created_by: 'nightly-script' }).execute();
    expect(await accepted.show(other.secret)).toMatchObject({ invited_by: 'nightly-script' });
  });

  it('creates the account with its role, once', async () => {
    const { secret } = await invite();
    accounts.recorded();
    expect(await accept(secret)).toBe(cy.email);
    const made = (await users.list()).find(({ email }) => email === cy.email)!;
    expect(made).toMatchObject({ name: 'Cy Lee', role: 'operator', has_password: true, status: 'active' });
    const data = { user_id: made.user_id, role: 'operator', by: 'invitation' };
    expect(accounts.recorded()).toEqual([
      { type: 'user_created', subject: made.user_id, actor: `user:${made.user_id}`, data },
    ]);
    expect(accounts.machine.hasAdmin).toBe(true);
    await expect(accept(secret)).rejects.toMatchObject(over);
    await expect(accepted.show(secret)).rejects.toMatchObject(over);
  });

  it('creates an account without a password for a passkey', async () => {
    const { secret } = await invite();
    expect(await accepted.assertInvite(secret)).toBe(cy.email);
    const made = await accepted.acceptWithPasskey({ secret, name: 'Cy Lee' }, by(undefined));
    expect(await users.find(made)).toMatchObject({ ...cy, name: 'Cy Lee', has_password: false });
    expect(await accounts.query.selectFrom('account').selectAll().execute()).toEqual([]);
    await expect(accepted.acceptWithPasskey({ secret, name: 'Cy Lee' }, by(undefined))).rejects.toMatchObject(over);
  });

  it('requires a name, by default that of the link', async () => {
    const { secret } = await invite();
    await expect(accept(secret, {})).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'name', message: 'is required' }],
    });
    // The refused request did not consume the link.
    await accept(secret, { name: 'Cy Lee' });
    const named = await invite({ email: 'dee@lab.example', role: 'viewer', name: 'Dee Kim' });
    await accept(named.secret, {});
    expect((await users.list()).map(({ name }) => name)).toEqual(['Ana Ruiz', 'Ben Ito', 'Cy Lee', 'Dee Kim']);
  });

  it('rejects a password that is easy to guess from name or e-mail', async () => {
    const { secret } = await invite();
    for (const password of ['cy@lab.example', 'Cyrus Leeward', 'password1234'])
      await expect(accepted.accept({ secret, name: 'Cyrus Leeward', password }, by(undefined))).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'password' }],
      });
    const named = await invite({ email: 'dee@lab.example', role: 'viewer', name: 'Dee Kimberley' });
    await expect(
      accepted.accept({ secret: named.secret, password: 'Dee Kimberley 1' }, by(undefined)),
    ).rejects.toMatchObject({ status: 422, errors: [{ field: 'password' }] });
  });

  it('works until it expires', async () => {
    const { secret, expires_at } = await invite();
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(expires_at));
    await expect(accepted.show(secret)).rejects.toMatchObject(over);
    now.mockReturnValue(Date.parse(expires_at) - 1);
    expect(await accepted.show(secret)).toMatchObject({ email: cy.email });
    now.mockRestore();
    const expire = (expires_at: Date) => accounts.query.updateTable('one_time_link').set({ expires_at }).execute();
    await expire(new Date(Date.now() - 1));
    await expect(accept(secret)).rejects.toMatchObject(over);
    await expire(new Date(Date.now() + HOUR_MS));
    expect(await accept(secret)).toBe(cy.email);
  });

  it('is found by its complete secret', async () => {
    const { secret } = await invite();
    await expect(accepted.show(secret.slice(0, -1))).rejects.toMatchObject({
      status: 404,
      detail: expect.stringContaining('no such link') as string,
    });
  });

  it('works only while its creator is an admin', async () => {
    const { secret } = await invite();
    const set = (fields: object) =>
      accounts.query.updateTable('user').set(fields).where('id', '=', ana.userId).execute();
    const orphaned = { status: 410, detail: expect.stringContaining('no longer an admin') as string };
    for (const fields of [
      { role: 'operator' },
      { role: 'admin', banned: true },
      { banned: false, erasedAt: new Date() },
    ]) {
      await set(fields);
      await expect(accepted.show(secret)).rejects.toMatchObject(orphaned);
      await expect(accept(secret)).rejects.toMatchObject(orphaned);
    }
    await set({ erasedAt: null });
    expect(await accept(secret)).toBe(cy.email);
  });

  it('replaces earlier ones for the same e-mail and no others, and expired ones are not recorded as withdrawn', async () => {
    const [first, other] = [await invite(), await invite({ ...cy, email: 'dee@lab.example' })];
    const second = await invite();
    await expect(accept(first.secret)).rejects.toMatchObject(over);
    const rows = await accounts.query.selectFrom('one_time_link').selectAll().orderBy('created_at').execute();
    const withdrawn = () => accounts.recorded().filter(({ type }) => type === 'invite_withdrawn');
    expect(withdrawn()).toEqual([
      {
        type: 'invite_withdrawn',
        subject: rows[0]!.link_id,
        actor: ana.actor,
        data: { replaced_by: rows[2]!.link_id },
      },
    ]);
    await accounts.query
      .updateTable('one_time_link')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('link_id', '=', rows[2]!.link_id)
      .execute();
    const third = await invite();
    expect(withdrawn()).toEqual([]);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(third.expires_at));
    await invite();
    expect(withdrawn()).toEqual([]);
    now.mockRestore();
    await expect(accept(second.secret)).rejects.toMatchObject(over);
    expect(await accept(other.secret)).toBe('dee@lab.example');
  });
});

describe('the list of open invitations', () => {
  const open = async () => (await links.listOpen()).map(({ email }) => email);

  it('contains the valid ones, newest first', async () => {
    const [first, second] = [await invite(), await invite({ ...cy, email: 'dee@lab.example' })];
    await links.reset(ben.userId, by(ana));
    expect(await open()).toEqual(['dee@lab.example', cy.email]);
    expect((await links.listOpen())[1]).toEqual({
      invite_id: expect.any(String) as string,
      ...cy,
      invited_by: ana.actor,
      expires_at: first.expires_at,
      created_at: expect.stringMatching(/Z$/) as string,
    });
    await accept(second.secret, { name: 'Dee Kim' });
    expect(await open()).toEqual([cy.email]);
    await accounts.query
      .updateTable('one_time_link')
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    expect(await open()).toEqual([]);
  });
});

describe('withdrawing an invitation', () => {
  it('ends it, and is recorded, once', async () => {
    const [first, other] = [await invite(), await invite({ ...cy, email: 'dee@lab.example' })];
    const { invite_id } = (await links.listOpen()).find(({ email }) => email === cy.email)!;
    accounts.recorded();
    await links.withdraw(invite_id, by(ana));
    expect(accounts.recorded()).toEqual([
      { type: 'invite_withdrawn', subject: invite_id, actor: ana.actor, data: { replaced_by: null } },
    ]);
    await expect(accept(first.secret)).rejects.toMatchObject(over);
    expect(await accept(other.secret)).toBe('dee@lab.example');
    for (const id of [invite_id, 'no id'])
      await expect(links.withdraw(id, by(ana))).rejects.toMatchObject({
        status: 404,
        detail: `There is no open invite ${id}.`,
      });
    await expect(links.withdraw('x'.repeat(200), by(ana))).rejects.toMatchObject({
      detail: `There is no open invite ${'x'.repeat(100)}.`,
    });
  });

  it('is refused for an expired one and for a reset', async () => {
    await invite();
    await links.reset(ben.userId, by(ana));
    const rows = await accounts.query.selectFrom('one_time_link').select(['link_id', 'kind']).execute();
    const [reset, expired] = ['reset', 'invite'].map((kind) => rows.find((row) => row.kind === kind)!.link_id);
    await accounts.query
      .updateTable('one_time_link')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('kind', '=', 'invite')
      .execute();
    for (const id of [reset!, expired!])
      await expect(links.withdraw(id, by(ana))).rejects.toMatchObject({ status: 404 });
  });
});

describe('a reset link', () => {
  const reset = async (userId = ben.userId) => {
    const { path, expires_at } = await links.reset(userId, by(ana));
    return { secret: path.split('#')[1]!, expires_at };
  };

  it('is valid for a day, replaces earlier ones of the person, and is recorded', async () => {
    await setPassword(accounts, ben.userId, 'old');
    const [first, ofAna] = [await reset(), await reset(ana.userId)];
    accounts.recorded();
    const second = await reset();
    expect([leftMs(second.expires_at) > DAY_MS - HOUR_MS, leftMs(second.expires_at) <= DAY_MS]).toEqual([true, true]);
    const data = { user_id: ben.userId, fields: ['reset_link'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ben.userId, actor: ana.actor, data }]);
    await expect(accept(first.secret)).rejects.toMatchObject(over);
    expect(await accepted.show(second.secret)).toMatchObject({
      kind: 'reset',
      email: ben.email,
      name: 'Ben Ito',
      role: 'operator',
    });
    expect(await accepted.show(ofAna.secret)).toMatchObject({ email: ana.email });
  });

  it('sets the password of the account, and ends its sessions, second factor and lock', async () => {
    await accounts.session(ben.userId);
    const { secret } = await reset();
    const wrong = () => Promise.reject(new Error('wrong'));
    for (let n = 0; n < 10; n++) await limits.count(ben.email, '10.0.0.7', wrong, () => true).catch(() => undefined);
    accounts.recorded();
    expect(await accept(secret, {})).toBe(ben.email);
    const data = { user_id: ben.userId, fields: ['password'], reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'user_changed', subject: ben.userId, actor: ben.actor, data }]);
    expect(await accounts.sessionsOf(ben.userId)).toEqual([]);
    expect(await users.find(ben.userId)).toMatchObject({ has_password: true, name: 'Ben Ito' });
    await expect(
      limits.count(
        ben.email,
        '10.0.0.7',
        async () => 'in',
        () => true,
      ),
    ).resolves.toBe('in');
    await expect(accept(secret, {})).rejects.toMatchObject(over);
  });

  it('rejects a passkey, and is not consumed by one', async () => {
    const { secret } = await reset();
    const refused = {
      status: 422,
      errors: [{ field: 'passkey', message: 'is not taken: this link sets a password' }],
    };
    await expect(accepted.assertInvite(secret)).rejects.toMatchObject(refused);
    await expect(accepted.acceptWithPasskey({ secret }, by(undefined))).rejects.toMatchObject(refused);
    expect(await accept(secret, {})).toBe(ben.email);
  });

  it('is refused if the directory has the password, or for an unknown account', async () => {
    await accounts.link(ben.userId);
    await expect(reset()).rejects.toMatchObject({
      status: 409,
      detail: expect.stringContaining('Ben Ito signs in with the directory') as string,
    });
    await expect(reset('no id')).rejects.toMatchObject({ status: 404 });
  });
});
