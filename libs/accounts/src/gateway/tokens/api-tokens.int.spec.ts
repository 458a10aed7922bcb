import { jest } from '@jest/globals';
import { LogUnavailableError } from '@reprise/event-log';
import { MACHINE, type Principal } from '@reprise/gateway/shared/principal.ts';
import { DAY_MS, FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { ApiTokens, assertRoleOf, makerOf } from './api-tokens.ts';

let accounts: TestAccounts;
let tokens: ApiTokens;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  tokens = new ApiTokens(accounts.host, accounts.accounts, accounts.changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ({ ana, ben } = await accounts.startOver());
});
afterEach(() => jest.restoreAllMocks());

const by = (principal: Principal | undefined) => new FakeBrowser().request(principal);
const make = (name = 'nightly', as: Principal = ben) =>
  tokens.create({ name, role: 'viewer', expires_in_days: 7 }, by(as));
const names = async ({ userId }: TestPerson) => (await tokens.list(userId)).map(({ name }) => name);

describe('an API token', () => {
  it('is created with its role and end, shown once, and recorded', async () => {
    const { secret, token } = await make();
    expect(secret).toMatch(/^reprise_\w{20,}/);
    expect(token).toMatchObject({ name: 'nightly', role: 'viewer', last_used_at: null, last_address: null });
    expect(secret.startsWith(token.start)).toBe(true);
    expect(token.start).toHaveLength('reprise_'.length + 6);
    const days = (Date.parse(token.expires_at) - Date.parse(token.created_at)) / DAY_MS;
    expect(days).toBeCloseTo(7, 3);
    const data = { token_id: token.token_id, role: 'viewer', expires_at: token.expires_at };
    expect(accounts.recorded()).toEqual([{ type: 'token_created', subject: ben.userId, actor: ben.actor, data }]);
    expect(await tokens.list(ben.userId)).toEqual([token]);
    const { rows } = await accounts.database.pool.query('select * from token, apikey');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('ends after its days, also if the library sets no end', async () => {
    const { createApiKey } = accounts.host.auth.api;
    jest.spyOn(accounts.host.auth.api, 'createApiKey').mockImplementation((async (given: never) => ({
      ...((await createApiKey(given)) as object),
      expiresAt: null,
    })) as never);
    const { token } = await make();
    expect((Date.parse(token.expires_at) - Date.now()) / DAY_MS).toBeCloseTo(7, 3);
  });

  it('has a name of at most sixty characters, and lasts at most a year and a day', async () => {
    for (const [name, expires_in_days] of [
      ['n'.repeat(60), 1],
      ['n', 366],
    ] as const)
      expect((await tokens.create({ name, role: 'viewer', expires_in_days }, by(ben))).token.name).toBe(name);
    for (const [name, expires_in_days] of [
      ['n'.repeat(61), 1],
      ['n', 367],
    ] as const)
      await expect(tokens.create({ name, role: 'viewer', expires_in_days }, by(ben))).rejects.toThrow();
  });

  it('has at most the role of its creator', () => {
    for (const role of ['viewer', 'operator'] as const) expect(() => assertRoleOf(ben, role)).not.toThrow();
    expect(() => assertRoleOf(ben, 'admin')).toThrow('role: can be operator at most, which is yours');
    expect(() => assertRoleOf(ana, 'admin')).not.toThrow();
  });

  it('is refused before anything is created', async () => {
    const body = { name: 'x', role: 'admin', expires_in_days: 7 } as const;
    await expect(tokens.create(body, by(ben))).rejects.toMatchObject({ status: 422, errors: [{ field: 'role' }] });
    accounts.away = new LogUnavailableError('The test takes the log away', 'unknown');
    await expect(make()).rejects.toThrow('takes the log away');
    accounts.away = undefined;
    const { rows } = await accounts.database.pool.query('select id from apikey');
    expect([rows, await tokens.list(ben.userId)]).toEqual([[], []]);
  });

  it('requires an account', () => {
    expect(makerOf(by(ben))).toEqual(ben);
    for (const nobody of [MACHINE, undefined])
      expect(() => makerOf(by(nobody))).toThrow('The local administrator has no account, and so no tokens.');
  });

  it('is one of at most a hundred', async () => {
    const expires_at = new Date(Date.now() + DAY_MS);
    const rows = Array.from({ length: 99 }, (_, i) => ({
      token_id: `3b0a6e8e-2f53-4a0e-9a35-${String(i).padStart(12, '0')}`,
      user_id: ben.userId,
      name: `full ${String(i)}`,
      role: 'viewer' as const,
      created_at: new Date(),
      expires_at,
    }));
    await accounts.query.insertInto('token').values(rows).execute();
    await expect(tokens.assertMayHaveMore(ben.userId)).resolves.toBeUndefined();
    await make();
    await expect(make()).rejects.toMatchObject({
      status: 409,
      detail: 'You have 100 tokens, the most there can be. Revoke one first.',
    });
    await make('hers', ana);
    await tokens.revoke(rows[0]!.token_id, by(ben));
    await make();
  });
});

describe('the list of tokens', () => {
  it("contains the person's valid ones, newest first", async () => {
    const [first] = [await make('first'), await make('second'), await make('hers', ana)];
    expect([await names(ben), await names(ana)]).toEqual([['second', 'first'], ['hers']]);
    await tokens.revoke(first.token.token_id, by(ben));
    expect(await names(ben)).toEqual(['second']);
  });

  it('states when and from where each was last used', async () => {
    const { token } = await make();
    const last_used_at = new Date('2026-03-01T09:00:00Z');
    await accounts.query.updateTable('token').set({ last_used_at, last_address: '10.0.0.7' }).execute();
    expect(await tokens.list(ben.userId)).toEqual([
      { ...token, last_used_at: '2026-03-01T09:00:00.000Z', last_address: '10.0.0.7' },
    ]);
  });

  it('contains one whose key is missing, so that it can be revoked', async () => {
    const { token } = await make();
    await accounts.query.deleteFrom('apikey').execute();
    expect(await tokens.list(ben.userId)).toEqual([{ ...token, start: '' }]);
  });
});

describe('revoking a token', () => {
  it('removes its key, leaves others, and is recorded once', async () => {
    const [one, other] = [await make(), await make('other')];
    accounts.recorded();
    const announced = jest.spyOn(accounts.accounts, 'changed');
    await tokens.revoke(one.token.token_id, by(ben));
    const data = { token_id: one.token.token_id, reason: null };
    expect(accounts.recorded()).toEqual([{ type: 'token_revoked', subject: ben.userId, actor: ben.actor, data }]);
    expect(announced).toHaveBeenCalledTimes(1);
    const keys = await accounts.query.selectFrom('apikey').select('id').execute();
    expect(keys).toEqual([{ id: other.token.token_id }]);
    const { revoked_at } = await accounts.query
      .selectFrom('token')
      .select('revoked_at')
      .where('token_id', '=', one.token.token_id)
      .executeTakeFirstOrThrow();
    expect(revoked_at).not.toBeNull();
    expect(await names(ben)).toEqual(['other']);
    await expect(tokens.revoke(one.token.token_id, by(ben))).rejects.toMatchObject({
      status: 404,
      detail: `There is no token ${one.token.token_id}.`,
    });
  });

  it('is allowed to its person and to admins, including the local one', async () => {
    const [first, second, hers] = [await make(), await make(), await make('hers', ana)];
    for (const other of [ben, { ...ben, role: 'reviewer' } as const, undefined])
      await expect(tokens.revoke(hers.token.token_id, by(other))).rejects.toMatchObject({ status: 404 });
    accounts.recorded();
    await tokens.revoke(first.token.token_id, by(ana));
    await tokens.revoke(second.token.token_id, by(MACHINE));
    expect(accounts.recorded()).toMatchObject([
      { subject: ben.userId, actor: ana.actor },
      { subject: ben.userId, actor: MACHINE.actor },
    ]);
    expect(await names(ana)).toEqual(['hers']);
  });

  it('reports an unknown token', async () => {
    await expect(tokens.revoke('x'.repeat(200), by(ana))).rejects.toMatchObject({
      status: 404,
      detail: `There is no token ${'x'.repeat(100)}.`,
    });
  });
});
