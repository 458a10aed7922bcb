import { jest } from '@jest/globals';
import type { Role } from '@reprise/contracts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { DAY_MS, FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { ApiTokens } from '../tokens/api-tokens.ts';
import { lowerRole } from './token-identities.ts';

let accounts: TestAccounts;
let ben: TestPerson;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  ben = await accounts.person('operator', 'Ben Ito');
});
afterAll(() => accounts.stop());
afterEach(() => jest.restoreAllMocks());

async function make(role: Role = 'operator', name = 'nightly') {
  const tokens = new ApiTokens(accounts.host, accounts.accounts, accounts.changes);
  const request = new FakeBrowser().request(ben);
  const { secret, token } = await tokens.create({ name, role, expires_in_days: 7 }, request);
  return { secret, id: token.token_id };
}
const find = (secret: string, address = '10.0.0.7') => accounts.tokens.find(secret, address);
const change = (id: string, fields: object) =>
  accounts.query.updateTable('token').set(fields).where('token_id', '=', id).execute();
const ban = (banned: boolean) =>
  accounts.query.updateTable('user').set({ banned }).where('id', '=', ben.userId).execute();

describe('an API token', () => {
  it('identifies its person, with its own id and name', async () => {
    const { secret, id } = await make();
    expect(await find(secret)).toEqual({
      actor: `user:${ben.userId}/token:${id}`,
      name: 'Ben Ito',
      role: 'operator',
      kind: 'token',
      personRole: 'operator',
      userId: ben.userId,
      tokenId: id,
      tokenName: 'nightly',
    });
    expect(await accounts.tokens.isOpen(id)).toBe(true);
  });

  it('lives at most a year and a day, and is shown by its first characters', async () => {
    const tokens = new ApiTokens(accounts.host, accounts.accounts, accounts.changes);
    const body = { name: 'yearly', role: 'viewer', expires_in_days: 366 } as const;
    const { secret, token } = await tokens.create(body, new FakeBrowser().request(ben));
    expect(token.start).toBe(secret.slice(0, 'reprise_'.length + 6));
    expect(secret).toMatch(/^reprise_\w{20}/);
  });

  it('is usable as often as its program needs', async () => {
    const { secret, id } = await make();
    for (let n = 0; n < 12; n++) expect((await find(secret))?.tokenId).toBe(id);
  });

  it('is invalid once it has expired or was revoked, although the library still knows its key', async () => {
    const [expired, revoked] = [await make(), await make()];
    await change(expired.id, { expires_at: new Date(Date.now() - 1) });
    await change(revoked.id, { revoked_at: new Date() });
    for (const { secret, id } of [expired, revoked])
      expect([await find(secret), await accounts.tokens.isOpen(id)]).toEqual([undefined, false]);
  });

  it('is invalid at the exact end of its days', async () => {
    const { id } = await make();
    const expires_at = new Date(Date.now() + DAY_MS);
    await change(id, { expires_at });
    const now = jest.spyOn(Date, 'now').mockReturnValue(expires_at.getTime() - 1);
    expect(await accounts.tokens.isOpen(id)).toBe(true);
    now.mockReturnValue(expires_at.getTime());
    expect(await accounts.tokens.isOpen(id)).toBe(false);
  });

  it("is invalid without its row, or without the library's key", async () => {
    const [one, other] = [await make(), await make()];
    await accounts.query.deleteFrom('token').where('token_id', '=', one.id).execute();
    await accounts.query.deleteFrom('apikey').where('id', '=', other.id).execute();
    expect([await find(one.secret), await find(other.secret)]).toEqual([undefined, undefined]);
    expect(await find('reprise_none')).toBeUndefined();
  });

  it('is invalid while its person is disabled', async () => {
    const { secret, id } = await make();
    await ban(true);
    expect([await find(secret), await accounts.tokens.isOpen(id)]).toEqual([undefined, false]);
    await ban(false);
    expect([(await find(secret))?.tokenId, await accounts.tokens.isOpen(id)]).toEqual([id, true]);
  });

  it("has the lower of its own role and the person's current role", async () => {
    const { secret } = await make('operator');
    const { secret: less } = await make('viewer');
    const roles = async () => [(await find(secret))?.role, (await find(less))?.role];
    expect(await find(less)).toMatchObject({ role: 'viewer', personRole: 'operator' });
    const give = (role: Role) =>
      accounts.query.updateTable('user').set({ role }).where('id', '=', ben.userId).execute();
    expect(await roles()).toEqual(['operator', 'viewer']);
    await give('viewer');
    expect(await roles()).toEqual(['viewer', 'viewer']);
    await give('admin');
    expect(await roles()).toEqual(['operator', 'viewer']);
    await give('operator');
    expect([lowerRole('viewer', 'admin'), lowerRole('admin', 'viewer'), lowerRole('admin', 'admin')]).toEqual([
      'viewer',
      'viewer',
      'admin',
    ]);
  });

  it('is not looked up if it has another form', async () => {
    const verify = jest.spyOn(accounts.host.auth.api, 'verifyApiKey');
    expect(await find('another_secret')).toBeUndefined();
    expect(verify).not.toHaveBeenCalled();
  });
});

describe('the use of a token', () => {
  const usesOf = (id: string) =>
    accounts.query
      .selectFrom('token')
      .select(['last_used_at', 'last_address'])
      .where('token_id', '=', id)
      .executeTakeFirstOrThrow();

  it('is recorded with its address once a minute, and at once from another address', async () => {
    const { secret, id } = await make();
    const update = jest.spyOn(accounts.query, 'updateTable');
    const now = jest.spyOn(Date, 'now');
    const begun = Math.floor(Date.now() / 1000) * 1000;
    const use = async (at: number, address: string) => {
      now.mockReturnValue(begun + at);
      await find(secret, address);
    };
    const recorded = (at: number, last_address: string) =>
      eventually(`the use after ${String(at)} ms`, async () => {
        const uses = await usesOf(id);
        return uses.last_used_at?.getTime() === begun + at && uses.last_address === last_address ? uses : null;
      });
    await use(0, '10.0.0.7');
    await recorded(0, '10.0.0.7');
    await use(1_000, '10.0.0.8');
    await recorded(1_000, '10.0.0.8');
    await use(60_999, '10.0.0.8');
    expect(update).toHaveBeenCalledTimes(2);
    await use(61_000, '10.0.0.8');
    await recorded(61_000, '10.0.0.8');
    expect(update).toHaveBeenCalledTimes(3);
  });

  it('is recorded with the next one if the database rejected it', async () => {
    const { secret } = await make();
    const refusing = {
      set: () => refusing,
      where: () => refusing,
      execute: () => Promise.reject(new Error('away')),
    };
    const update = jest.spyOn(accounts.query, 'updateTable').mockReturnValueOnce(refusing as never);
    for (let n = 0; n < 3; n++) await find(secret);
    expect(update).toHaveBeenCalledTimes(2);
  });
});

describe('a known token while the database is away', () => {
  it('stays valid for ten minutes, unless accounts changed in the meantime', async () => {
    const { secret, id } = await make();
    await find(secret);
    jest.spyOn(accounts.host.auth.api, 'verifyApiKey').mockRejectedValue(new Error('away'));
    const now = jest.spyOn(Date, 'now');
    const begun = Date.now();
    now.mockReturnValue(begun + 10 * 60_000 - 1_000);
    expect((await find(secret))?.tokenId).toBe(id);
    now.mockReturnValue(begun + DAY_MS);
    await expect(find(secret)).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    now.mockReturnValue(begun);
    accounts.identities.changed();
    await expect(find(secret)).rejects.toMatchObject({
      status: 503,
      detail: 'The token cannot be checked now: the database does not answer. Try again soon.',
    });
  });

  it('is forgotten once it was found to be wrong', async () => {
    const { secret, id } = await make();
    await find(secret);
    await change(id, { revoked_at: new Date() });
    expect(await find(secret)).toBeUndefined();
    jest.spyOn(accounts.host.auth.api, 'verifyApiKey').mockRejectedValue(new Error('away'));
    await expect(find(secret)).rejects.toMatchObject({ status: 503 });
  });
});
