import { TestAccounts } from '../testing/test-accounts.ts';
import { SignInLimits } from './sign-in-limits.ts';

let accounts: TestAccounts;
let limits: SignInLimits;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  limits = new SignInLimits(accounts.host);
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clear());

const right = async () => 'in';
const wrong = () => Promise.reject(new Error('wrong'));
const attempt = (account: string, address: string, check: () => Promise<string> = wrong) =>
  limits.count(account, address, check, (error) => (error as Error).message === 'wrong');
const fail = async (times: number, account: (n: number) => string, address: string) => {
  for (let n = 0; n < times; n++) await expect(attempt(account(n), address)).rejects.toThrow('wrong');
};

describe('failed sign-ins', () => {
  it('lock the account for a quarter of an hour after ten, from any address, and no other account', async () => {
    await fail(10, () => 'ana', '10.0.0.1');
    const refused: unknown = await attempt('ana', '10.0.0.2', right).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      status: 429,
      detail: 'Too many sign-ins failed. Try again in 15 min, or ask an admin for a reset link.',
    });
    const seconds = Number((refused as { headers: Record<string, string> }).headers['retry-after']);
    expect([seconds > 14 * 60, seconds <= 15 * 60]).toEqual([true, true]);
    expect(await attempt('ben', '10.0.0.1', right)).toBe('in');
    await limits.succeed('ana');
    expect(await attempt('ana', '10.0.0.1', right)).toBe('in');
  });

  it('lock the address after a hundred, for any account', async () => {
    await fail(100, String, '10.0.0.1');
    await expect(attempt('ana', '10.0.0.1', right)).rejects.toMatchObject({ status: 429 });
    expect(await attempt('ana', '10.0.0.2', right)).toBe('in');
  });

  it('are forgotten for the account after a success, and not for the address', async () => {
    await fail(9, () => 'ana', '10.0.0.1');
    await attempt('ana', '10.0.0.1', right);
    await fail(9, () => 'ana', '10.0.0.1');
    await attempt('ana', '10.0.0.1', right);
    await fail(82, String, '10.0.0.1');
    await expect(attempt('ana', '10.0.0.1', right)).rejects.toMatchObject({ status: 429 });
  });

  it('count only if the password was wrong', async () => {
    const away = () => Promise.reject(new Error('away'));
    for (let n = 0; n < 101; n++) await expect(attempt('ana', '10.0.0.1', away)).rejects.toThrow('away');
    for (let n = 0; n < 101; n++) expect(await attempt('ana', '10.0.0.1', right)).toBe('in');
  });

  it('are stored without account and address', async () => {
    await fail(1, () => 'ana@lab.example', '10.0.0.1');
    const { rows } = await accounts.database.pool.query('select * from rate_limit');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/ana@lab|10\.0\.0\.1/);
  });
});
