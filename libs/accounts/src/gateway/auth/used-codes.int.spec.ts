import { jest } from '@jest/globals';
import { TestAccounts } from '../testing/test-accounts.ts';
import { UsedCodes } from './used-codes.ts';

let accounts: TestAccounts;
let codes: UsedCodes;
let ana: string;
let ben: string;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  codes = new UsedCodes(accounts.host);
  ana = (await accounts.person('admin', 'Ana Ruiz')).userId;
  ben = (await accounts.person('operator', 'Ben Ito')).userId;
});
afterAll(() => accounts.stop());
afterEach(() => jest.restoreAllMocks());

describe('a code of a second factor', () => {
  it('is used once by simultaneous requests, and by each person separately', async () => {
    const both = await Promise.all([codes.use(ana, '123456'), codes.use(ana, '123456')]);
    expect(both.toSorted()).toEqual([false, true]);
    expect([await codes.use(ana, '123456'), await codes.use(ana, '654321'), await codes.use(ben, '123456')]).toEqual([
      ...[false, true, true],
    ]);
  });

  it('may repeat two minutes after its last use, since it is then a new one', async () => {
    const now = jest.spyOn(Date, 'now');
    const begun = Date.now();
    const useAt = (at: number) => {
      now.mockReturnValue(begun + at);
      return codes.use(ana, '777777');
    };
    expect([await useAt(0), await useAt(119_999), await useAt(120_001), await useAt(240_000)]).toEqual([
      ...[true, false, true, false],
    ]);
  });

  it('is stored only as a digest', async () => {
    await codes.use(ana, '987654');
    const rows = await accounts.query.selectFrom('used_code').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('987654');
  });
});
