import pg from 'pg';
import { JoiningDialect } from '../database/joining-driver.ts';
import { makeAuth } from './better-auth.ts';

const cookieOf = async (publicUrl: string) => {
  const auth = makeAuth({
    database: { dialect: new JoiningDialect(new pg.Pool()) },
    secret: 'c'.repeat(43),
    publicUrl,
    port: 8080,
    idleMs: 3_600_000,
    oidc: undefined,
    warn: () => undefined,
  });
  return (await auth.$context).authCookies.sessionToken;
};

describe('the session cookie', () => {
  const ofOurs = { httpOnly: true, sameSite: 'strict', path: '/' };

  it('belongs to this host only over TLS', async () => {
    const { name, attributes } = await cookieOf('https://reprise.lab.example');
    expect(name).toBe('__Host-reprise_8080_session');
    expect(attributes).toMatchObject({ ...ofOurs, secure: true });
    expect(attributes).not.toHaveProperty('domain');
  });

  it('is hidden from scripts and other sites, also without TLS', async () => {
    const { name, attributes } = await cookieOf('http://localhost:8080');
    expect(name).toBe('reprise_8080_session');
    expect(attributes).toMatchObject({ ...ofOurs, secure: false });
  });
});

describe('the server of accounts', () => {
  const warnings: string[] = [];
  const auth = makeAuth({
    database: { dialect: new JoiningDialect(new pg.Pool()) },
    secret: 'c'.repeat(43),
    publicUrl: 'http://localhost:8080',
    port: 8080,
    idleMs: 3_600_000,
    oidc: undefined,
    warn: (line) => warnings.push(line),
  });

  it('has the name of the product, and the path of its callback', () => {
    expect(auth.options).toMatchObject({ appName: 'Reprise', basePath: '/api/auth' });
  });

  it('makes related changes in one transaction of Postgres', () => {
    expect(auth.options.database).toMatchObject({ type: 'postgres', transaction: true });
  });

  it('allows no self-registration, and accepts passwords of 12 characters', () => {
    expect(auth.options.emailAndPassword).toMatchObject({
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    });
  });

  it('ends an unused session, and renews a used one', () => {
    expect(auth.options.session).toEqual({ expiresIn: 3_600, updateAge: 180 });
  });

  it('sends no telemetry, and counts no requests, since the gateway does', () => {
    expect(auth.options.telemetry).toEqual({ enabled: false });
    expect(auth.options.rateLimit).toEqual({ enabled: false });
  });

  it('passes its warnings to the log of the gateway', () => {
    expect(auth.options.logger.level).toBe('warn');
    auth.options.logger.log('warn', 'The secret is short');
    // The library may already have warned about this spec's secret.
    expect(warnings.at(-1)).toBe('The secret is short');
  });

  it("takes the client's address from the gateway only", () => {
    expect(auth.options.advanced.ipAddress).toEqual({ ipAddressHeaders: ['x-reprise-client'] });
  });

  it('sets other cookies for redirects of a provider, hidden from scripts', () => {
    expect(auth.options.advanced).toMatchObject({
      defaultCookieAttributes: { secure: false, sameSite: 'lax', httpOnly: true, path: '/' },
      useSecureCookies: false,
      cookiePrefix: 'reprise_8080',
      database: { generateId: 'uuid' },
    });
  });

  it('links accounts of the directory by their e-mail, and keeps its tokens encrypted', () => {
    expect(auth.options.account).toEqual({
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
      encryptOAuthTokens: true,
      updateAccountOnSignIn: true,
    });
  });

  it('accepts no time of the last sign-in or of an erasure from a request', () => {
    for (const field of ['lastSignInAt', 'erasedAt'] as const)
      expect(auth.options.user.additionalFields[field]).toEqual({ type: 'date', required: false, input: false });
  });

  it('offers the directory once it is configured', () => {
    const ids = (given: typeof auth) => given.options.plugins.map(({ id }) => id);
    expect(ids(auth)).toStrictEqual(['admin', 'two-factor', 'passkey', 'device-authorization', 'api-key']);
  });

  it('creates new people as viewers, and names the owner of a second factor in its setup', () => {
    const [admins, twoFactors] = auth.options.plugins;
    expect(admins.options).toMatchObject({ defaultRole: 'viewer', adminRoles: ['admin'] });
    expect(twoFactors.options).toMatchObject({ issuer: 'Reprise' });
  });

  it("waits ten minutes for the person during a program's sign-in, which polls every two seconds", () => {
    expect(auth.options.plugins[3].options).toMatchObject({ expiresIn: '10m', interval: '2s' });
  });
});
