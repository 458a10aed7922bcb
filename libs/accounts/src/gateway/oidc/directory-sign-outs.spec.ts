import { exportJWK, generateKeyPair, createLocalJWKSet, SignJWT, type JWTPayload } from 'jose';
import { DirectorySignOuts } from './directory-sign-outs.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const { privateKey: another } = await generateKeyPair('RS256');
const jwks = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] });
const keys = { jwks, issuer: 'https://login.lab.example', audience: 'reprise' };

/** Sign-outs with these providers, and a database with the user `s1`. Returns the calls. */
function stage(providers: readonly object[] | null = [{ id: 'other' }, { id: 'oidc', idToken: keys }]) {
  const done: unknown[] = [];
  const asked: unknown[] = [];
  const select = {
    select: () => select,
    where: (...condition: unknown[]) => (asked.push(condition), select),
    executeTakeFirst: async () => (JSON.stringify(asked).includes('"s1"') ? { userId: 'u1' } : undefined),
  };
  const remove = {
    where: (...condition: unknown[]) => (done.push(['sessions end', ...condition]), remove),
    execute: async () => [],
  };
  const host = {
    database: { query: { selectFrom: () => select } },
    withDirectory: async () => providers && { $context: Promise.resolve({ socialProviders: providers }) },
  };
  const accounts = { changed: async () => void done.push('changed') };
  const changes = {
    makeAnyway: (change: (changing: object) => Promise<void>) =>
      change({
        query: { deleteFrom: () => remove },
        record: async (fact: object, actor: string) => void done.push([fact, actor]),
      }),
  };
  const signOuts = new DirectorySignOuts(host as never, accounts as never, changes as never);
  return { end: (token: string) => signOuts.end(token, {} as never), done, asked };
}

const claims = { sub: 's1', events: { [EVENT]: {} } };
const tokenOf = (
  payload: JWTPayload,
  more: { issuer?: string; audience?: string; at?: number; key?: typeof privateKey } = {},
) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(more.issuer ?? keys.issuer)
    .setAudience(more.audience ?? keys.audience)
    .setIssuedAt(more.at ?? Math.floor(Date.now() / 1000))
    .sign(more.key ?? privateKey);
const refused = (why: string) => ({ status: 400, detail: `This logout token is not accepted: ${why}.` });
const unsigned = refused('it is not signed by the directory for this client, or too old');

describe('a sign-out by the directory', () => {
  it('ends the sessions of the person, with an event', async () => {
    const { end, done, asked } = stage();
    await end(await tokenOf(claims));
    expect(done).toEqual([
      [{ type: 'signed_out', data: { everywhere: true }, subject: 'u1' }, 'user:u1'],
      ['sessions end', 'userId', '=', 'u1'],
      'changed',
    ]);
    expect(asked).toEqual([
      ['providerId', '=', 'oidc'],
      ['accountId', '=', 's1'],
    ]);
  });

  it('changes nothing for an unknown person', async () => {
    const { end, done } = stage();
    await end(await tokenOf({ ...claims, sub: 's2' }));
    expect(done).toEqual([]);
  });

  it.each([
    ['of another issuer', { issuer: 'https://evil.example' }],
    ['for another client', { audience: 'another' }],
    ['that is older than five minutes', { at: Math.floor(Date.now() / 1000) - 310 }],
    ['of another key', { key: another }],
  ])('is refused %s', async (_, more) => {
    const { end, done } = stage();
    const cause = expect.any(Error) as Error;
    await expect(end(await tokenOf(claims, more))).rejects.toMatchObject({ ...unsigned, cause });
    await expect(end('e30.e30.e30')).rejects.toMatchObject(unsigned);
    expect(done).toEqual([]);
  });

  it('may be some minutes old', async () => {
    const { end, done } = stage();
    await end(await tokenOf(claims, { at: Math.floor(Date.now() / 1000) - 240 }));
    expect(done).toHaveLength(3);
  });

  it('is refused with an algorithm that the directory does not use', async () => {
    const { end } = stage([{ id: 'oidc', idToken: { ...keys, algorithms: ['ES256'] } }]);
    await expect(end(await tokenOf(claims))).rejects.toMatchObject(unsigned);
    const { end: accepted, done } = stage([{ id: 'oidc', idToken: { ...keys, algorithms: ['RS256'] } }]);
    await accepted(await tokenOf(claims));
    expect(done).toHaveLength(3);
  });

  it.each([
    ['with the nonce of an ID token', { ...claims, nonce: 'n' }],
    ['without events', { sub: 's1' }],
    ['with no events', { ...claims, events: null }],
    ['with a text for events', { ...claims, events: EVENT }],
    ['with another event', { ...claims, events: { other: {} } }],
  ] as readonly (readonly [string, JWTPayload])[])('is refused %s', async (_, payload) => {
    const { end } = stage();
    await expect(end(await tokenOf(payload))).rejects.toMatchObject(refused('it is not a logout token'));
  });

  it('is refused without a person', async () => {
    const { end } = stage();
    await expect(end(await tokenOf({ events: claims.events }))).rejects.toMatchObject(
      refused('it names no person (sub)'),
    );
  });

  it('is refused while the directory or its keys are unavailable', async () => {
    const token = await tokenOf(claims);
    for (const providers of [null, [], [{ id: 'oidc' }], [{ id: 'other', idToken: keys }]])
      await expect(stage(providers).end(token)).rejects.toMatchObject(refused('the directory does not answer'));
  });
});
