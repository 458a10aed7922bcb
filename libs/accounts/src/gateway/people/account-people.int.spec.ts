import { TestAccounts } from '../testing/test-accounts.ts';
import { AccountPeople } from './account-people.ts';

let accounts: TestAccounts;
let people: AccountPeople;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const runners = { named: () => [{ runner_id: 'r1', host: 'node-3' }] };
  people = new AccountPeople(accounts.host, runners as never);
});
afterAll(() => accounts.stop());
beforeEach(() => accounts.clear());

describe('the people in events', () => {
  it('are those with accounts, the first one first, with their tokens, and the runners with a name', async () => {
    const ana = await accounts.person('admin', 'Ana Ruiz');
    const ben = await accounts.person('operator', 'Ben Ito', { banned: true });
    const token = { token_id: ana.userId, user_id: ben.userId, name: 'nightly', role: 'viewer' } as const;
    const times = { created_at: new Date(), expires_at: new Date() };
    await accounts.query
      .insertInto('token')
      .values({ ...token, ...times })
      .execute();
    expect(await people.read()).toEqual({
      people: [
        {
          user_id: ana.userId,
          name: 'Ana Ruiz',
          email: ana.email,
          initials: 'AR',
          role: 'admin',
          erased: false,
          disabled: false,
        },
        {
          user_id: ben.userId,
          name: 'Ben Ito',
          email: ben.email,
          initials: 'BI',
          role: 'operator',
          erased: false,
          disabled: true,
        },
      ],
      tokens: [token],
      runners: [{ runner_id: 'r1', host: 'node-3' }],
    });
  });

  it('have neither address nor initials after their erasure', async () => {
    const { userId } = await accounts.person('admin', 'Ana Ruiz');
    await accounts.query.updateTable('user').set({ erasedAt: new Date(), banned: null }).execute();
    expect((await people.read()).people).toMatchObject([
      { user_id: userId, email: null, initials: '', erased: true, disabled: false },
    ]);
  });

  it('are found by a part of their name, in any case', async () => {
    const ana = await accounts.person('admin', 'Ana Ruiz');
    const ben = await accounts.person('operator', 'Ben Ruiz');
    expect((await people.named('RUI')).toSorted()).toEqual([ana.userId, ben.userId].toSorted());
    expect([await people.named('ana'), await people.named('nobody')]).toEqual([[ana.userId], []]);
  });
});
