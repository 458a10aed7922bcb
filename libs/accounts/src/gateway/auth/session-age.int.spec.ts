import { jest } from '@jest/globals';
import { DAY_MS, HOUR_MS, TestAccounts } from '../testing/test-accounts.ts';

let accounts: TestAccounts;
let ana: string;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  ana = (await accounts.person('admin', 'Ana Ruiz')).userId;
});
afterAll(() => accounts.stop());
afterEach(() => jest.restoreAllMocks());

const before = (milliseconds: number) => new Date(Date.now() - milliseconds);
const ban = (banned: boolean | null) =>
  accounts.query.updateTable('user').set({ banned }).where('id', '=', ana).execute();

describe('a session', () => {
  it('is open until it expires or reaches the maximum age', async () => {
    const [now, expired, young, old] = [
      await accounts.session(ana),
      await accounts.session(ana, { expiresAt: before(1_000) }),
      await accounts.session(ana, { createdAt: before(DAY_MS - 60_000) }),
      await accounts.session(ana, { createdAt: before(DAY_MS) }),
    ];
    const open = await Promise.all([now, expired, young, old].map((id) => accounts.age.isOpen(id)));
    expect(open).toEqual([true, false, true, false]);
  });

  it('is closed while its person is disabled', async () => {
    const id = await accounts.session(ana);
    await ban(true);
    expect(await accounts.age.isOpen(id)).toBe(false);
    await ban(false);
    expect(await accounts.age.isOpen(id)).toBe(true);
    await ban(null);
    expect(await accounts.age.isOpen(id)).toBe(true);
  });

  it('ends by itself, by id or by secret', async () => {
    const [one, other, third] = [await accounts.session(ana), await accounts.session(ana), await accounts.session(ana)];
    await accounts.age.end(one);
    await accounts.age.endByToken(`secret of ${other}`);
    expect(await Promise.all([one, other, third].map((id) => accounts.age.isOpen(id)))).toEqual([false, false, true]);
  });

  it('is fresh for an hour after the sign-in', async () => {
    const [now, recent, earlier] = [
      await accounts.session(ana),
      await accounts.session(ana, { createdAt: before(HOUR_MS - 60_000) }),
      await accounts.session(ana, { createdAt: before(HOUR_MS) }),
    ];
    const fresh = await Promise.all([now, recent, earlier, ana].map((id) => accounts.age.isFresh(id)));
    expect(fresh).toEqual([true, true, false, false]);
  });

  it('ends a day after the sign-in, to the millisecond', () => {
    const createdAt = new Date('2026-03-01T09:00:00Z');
    expect(accounts.age.endOf({ createdAt })).toEqual(new Date('2026-03-02T09:00:00Z'));
    const now = jest.spyOn(Date, 'now').mockReturnValue(createdAt.getTime() + DAY_MS);
    expect(accounts.age.isOver({ createdAt })).toBe(true);
    now.mockReturnValue(createdAt.getTime() + DAY_MS - 1);
    expect(accounts.age.isOver({ createdAt })).toBe(false);
  });

  it('is neither open nor fresh at the exact end of either', async () => {
    const createdAt = new Date();
    const id = await accounts.session(ana, { createdAt, expiresAt: new Date(createdAt.getTime() + 2 * HOUR_MS) });
    const now = jest.spyOn(Date, 'now');
    const at = async (milliseconds: number) => {
      now.mockReturnValue(createdAt.getTime() + milliseconds);
      return [await accounts.age.isOpen(id), await accounts.age.isFresh(id)];
    };
    expect(await at(HOUR_MS - 1)).toEqual([true, true]);
    expect(await at(HOUR_MS)).toEqual([true, false]);
    expect(await at(2 * HOUR_MS - 1)).toEqual([true, false]);
    expect(await at(2 * HOUR_MS)).toEqual([false, false]);
  });
});
