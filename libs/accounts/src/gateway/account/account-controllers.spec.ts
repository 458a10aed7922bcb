import { routeInput } from '@reprise/gateway/testing/route-input.ts';
import { AccountController } from './account.controller.ts';
import { CredentialsController } from './credentials.controller.ts';
import { SignOutEverywhereController } from './sign-out.controller.ts';

const [request, response] = [{}, {}] as [never, never];
const body = {} as never;

/** A service that answers each call with its name and arguments. */
const service = new Proxy(
  {},
  {
    get:
      (_, name) =>
      async (...given: unknown[]) => [name, ...given],
  },
) as never;
const input = routeInput({ body });
const [credentials, account] = [new CredentialsController(service), new AccountController(service, service, service)];

describe('a request about the own account', () => {
  it.each<[string, Promise<unknown>, unknown[]]>([
    ['changes the password', credentials.changePassword(input, request, response), ['changePassword', body]],
    ['asks for a challenge', credentials.passkeyOptions(input, request, response), ['passkeyOptions']],
    ['adds a passkey', credentials.addPasskey(input, request, response), ['addPasskey', body]],
    ['sets a second factor up', credentials.setUpTotp(input, request, response), ['setUpTotp', body]],
    ['confirms it', credentials.confirmTotp(input, request, response), ['confirmTotp', body]],
    ['removes it', credentials.removeTotp(input, request, response), ['removeTotp', body]],
    [
      'ends all sessions',
      new SignOutEverywhereController(service).signOutEverywhere(input, request, response),
      ['endAll'],
    ],
  ])('%s, and returns cookies with the answer', async (_, answer, call) => {
    expect(await answer).toEqual([...call, request, response]);
  });

  it.each<[string, Promise<unknown>, unknown[]]>([
    ['shows it', account.show(input, request), ['show']],
    ['changes the name', account.change(input, request), ['rename', body]],
    [
      'removes a passkey',
      account.removePasskey(routeInput({ params: { id: 'k1' } }), request),
      ['removePasskey', 'k1'],
    ],
    ['ends a session', account.endSession(routeInput({ params: { id: 's1' } }), request), ['end', 's1']],
  ])('%s', async (_, answer, call) => {
    expect(await answer).toEqual([...call, request]);
  });

  it('lists the sessions a page at a time', async () => {
    const sessions = { list: async () => ['s1', 's2'] } as never;
    const { items, next_cursor } = await new AccountController(service, sessions, service).listSessions(
      routeInput({ query: { limit: 1 } }),
      request,
    );
    expect([items, next_cursor]).toEqual([['s1'], expect.any(String)]);
  });
});
