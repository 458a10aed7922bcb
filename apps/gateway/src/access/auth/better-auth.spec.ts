import pg from 'pg';
import { JoiningDialect } from '../database/joining-driver.ts';
import { makeAuth } from './better-auth.ts';

const cookieOf = async (publicUrl: string) => {
  const auth = makeAuth({
    ...{ database: { dialect: new JoiningDialect(new pg.Pool()) }, secret: 'c'.repeat(43), publicUrl, port: 8080 },
    ...{ idleMs: 3_600_000, oidc: undefined, warn: () => undefined },
  });
  return (await auth.$context).authCookies.sessionToken;
};

describe('the cookie of a session', () => {
  const ofOurs = { httpOnly: true, sameSite: 'strict', path: '/' };

  it('belongs to this host alone over TLS', async () => {
    const { name, attributes } = await cookieOf('https://reprise.lab.example');
    expect(name).toBe('__Host-reprise_8080_session');
    expect(attributes).toMatchObject({ ...ofOurs, secure: true });
    expect(attributes).not.toHaveProperty('domain');
  });

  it('is not read by scripts, nor sent by other sites, without TLS either', async () => {
    const { name, attributes } = await cookieOf('http://localhost:8080');
    expect(name).toBe('reprise_8080_session');
    expect(attributes).toMatchObject({ ...ofOurs, secure: false });
  });
});
