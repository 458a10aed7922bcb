import type { PasskeyBody } from '../../contract/index.ts';
import { AuthCalls } from './auth-calls.ts';
import { FirstPasskeys } from './first-passkeys.ts';
import { registering } from '../better-auth/passkeys.ts';
import { APIError } from 'better-auth/api';

/** First passkeys with a library that returns this answer. Returns the requests to the library. */
function stage(answer: (facts: ReturnType<typeof registering.getStore>) => Promise<void> = async () => undefined) {
  const asked: { cookie: string | null; name: string | undefined; body?: unknown; query?: unknown }[] = [];
  const call = async ({ headers, ...given }: { headers: Headers; body?: unknown; query?: unknown }) => {
    const facts = registering.getStore();
    asked.push({ cookie: headers.get('cookie'), name: facts?.user.name, ...given });
    await answer(facts);
    return { headers: new Headers([['set-cookie', 'challenge=c; Path=/']]), response: { challenge: 'c' } };
  };
  const host = {
    auth: {
      $context: Promise.resolve({ authCookies: { sessionToken: { name: 'session' } } }),
      api: { generatePasskeyRegistrationOptions: call, verifyPasskeyRegistration: call },
    },
  };
  const cookies: string[] = [];
  const response = { append: (_: string, cookie: string) => cookies.push(cookie) } as never;
  const sent: Record<string, string> = { cookie: 'session=of-another; other=1;  session_x=2' };
  const request = { ip: '10.0.0.7', secure: false, get: (name: string) => sent[name] } as never;
  const passkeys = new FirstPasskeys(host as never, new AuthCalls(host as never));
  return { passkeys, asked, cookies, response, request };
}
const body: PasskeyBody = { name: 'Key', response: { id: 'r1' } };
const notVerified = {
  status: 422,
  errors: [{ field: 'passkey', message: 'could not be checked: begin to add the passkey again' }],
};

describe('a passkey for a person without an account', () => {
  it("gets a challenge without the browser's session, which belongs to another person", async () => {
    const { passkeys, asked, cookies, response, request } = stage();
    expect(await passkeys.options('cy@lab.example', request, response)).toEqual({ challenge: 'c' });
    expect(asked).toMatchObject([
      { cookie: 'other=1; session_x=2', name: 'cy@lab.example', query: {}, returnHeaders: true },
    ]);
    expect(cookies).toEqual(['challenge=c; Path=/']);
  });

  it('gets a challenge in a browser without cookies', async () => {
    const { passkeys, asked, response } = stage();
    await passkeys.options('cy@lab.example', { ip: '10.0.0.7', get: () => undefined } as never, response);
    expect(asked).toMatchObject([{ cookie: '' }]);
  });

  it('creates the account once it is verified, and signs in with it', async () => {
    const { passkeys, asked, response, request } = stage(async (facts) => void (await facts?.account?.()));
    let made = 0;
    const make = async () => ((made += 1), 'u1');
    expect([await passkeys.register(body, make, request, response), made]).toEqual(['u1', 1]);
    expect(asked).toMatchObject([
      { cookie: 'other=1; session_x=2', name: 'Key', body: { ...body, createSession: true }, returnHeaders: true },
    ]);
  });

  it.each(['FAILED_TO_VERIFY_REGISTRATION', 'CHALLENGE_NOT_FOUND'])('creates no account with %s', async (code) => {
    const { passkeys, response, request } = stage(() => {
      throw new APIError('BAD_REQUEST', { code, message: code });
    });
    const make = () => Promise.reject(new Error('made'));
    await expect(passkeys.register(body, make, request, response)).rejects.toMatchObject(notVerified);
  });

  it('reports why no account could be created, and not that the passkey is wrong', async () => {
    const { passkeys, response, request } = stage(async (facts) => {
      await facts?.account?.().catch(() => undefined);
      throw new APIError('BAD_REQUEST', { code: 'FAILED_TO_VERIFY_REGISTRATION', message: 'wrong' });
    });
    const make = () => Promise.reject(new Error('The name is taken'));
    await expect(passkeys.register(body, make, request, response)).rejects.toThrow('The name is taken');
  });
});
