import { TestBed } from '@angular/core/testing';
import type { SessionView } from '@reprise/contracts';
import { CurrentUser } from '../core/session/current-user.ts';
import { SessionApi } from '../core/api/session-api.ts';
import { pages } from '../catalogue.ts';
import { OfferedPages } from './offered-pages.ts';
import { PAGES } from './pages.ts';

/** Service of the approvals page, which decides whether it is offered. */
const waitingApprovals = pages.find(({ path }) => path === 'approvals')!.count!;
/** Pages that not all users can open, one of each kind. */
const LIMITED = ['new', 'webhooks', 'approvals', 'users', 'account', 'account/tokens'];
const limited = pages.filter(({ path }) => LIMITED.includes(path));

async function offered(session: Partial<SessionView>, areInUse = false): Promise<readonly string[]> {
  const answer = { kind: 'person', denied_commands: {}, denied_routes: {}, ...session } as SessionView;
  TestBed.configureTestingModule({
    providers: [
      { provide: PAGES, useValue: pages },
      { provide: SessionApi, useValue: { session: () => Promise.resolve(answer) } },
      { provide: waitingApprovals, useValue: { areInUse: () => areInUse } },
    ],
  });
  await TestBed.inject(CurrentUser).asked;
  const offers = TestBed.inject(OfferedPages);
  return limited.filter((page) => offers.has(page)).map(({ path }) => path);
}

describe('the pages that are offered', () => {
  it('are those that a person may use', async () => {
    const denied = { denied_commands: { submit: 'No.' }, denied_routes: { 'GET /api/webhooks': 'No.' } };
    expect(await offered({ role: 'viewer', actor: 'user:v', ...denied })).toEqual(['account', 'account/tokens']);
  });

  it('are all pages for an admin, with approvals once a command waits for one', async () => {
    expect(await offered({ role: 'admin', actor: 'user:a' }, true)).toEqual(LIMITED);
  });

  it('exclude account pages for the token of the server, which has no account', async () => {
    expect(await offered({ role: 'admin', kind: 'machine', actor: 'admin' })).toEqual(['new', 'webhooks', 'users']);
  });
});
