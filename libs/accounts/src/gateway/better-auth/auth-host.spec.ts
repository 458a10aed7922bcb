import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { JoiningDialect } from '../database/joining-driver.ts';
import { AuthHost } from './auth-host.ts';

const issuer = 'https://login.lab.example';
const found = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  userinfo_endpoint: `${issuer}/me`,
};
const oidc = {
  issuer,
  clientId: 'reprise',
  clientSecret: 'secret',
  label: 'Lab',
  scopes: ['openid'],
  groupClaim: 'groups',
  roles: new Map(),
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-auth-host-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

const keyFile = () => join(folder, 'accounts.key');

function open(directory: typeof oidc | undefined = oidc) {
  const pool = new pg.Pool();
  const sessions = { idleMs: 3_600_000, maxMs: 86_400_000, signedOutFile: '' };
  const settings = { port: 8080, publicUrl: 'http://localhost:8080', sessions };
  return new AuthHost({ pool, dialect: new JoiningDialect(pool) } as never, {
    ...settings,
    access: { keyFile: keyFile(), adminToken: true, oidc: directory } as never,
  });
}

/** A directory that either answers or does not, and that counts discovery requests. */
function directory() {
  const state = { isThere: false, asked: 0 };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    state.asked += 1;
    return state.isThere ? Response.json(found) : new Response('', { status: 503 });
  });
  return state;
}

describe('the host of accounts', () => {
  it('signs with a key that is created once and survives a restart', () => {
    const secretOf = (host: AuthHost) => host.auth.options.secret;
    const first = secretOf(open());
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(secretOf(open())).toBe(first);
    expect(readFileSync(keyFile(), 'utf8')).toBe(`${first}\n`);
  });

  it('retries a silent directory, at most once a second', async () => {
    const answering = directory();
    const begun = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(begun);
    const host = open();
    const { auth } = host;
    expect(await host.withDirectory()).toBeNull();
    const asked = answering.asked;
    answering.isThere = true;
    now.mockReturnValue(begun + 999);
    expect(await host.withDirectory()).toBeNull();
    expect(answering.asked).toBe(asked);
    answering.isThere = false;
    now.mockReturnValue(begun + 1_000);
    expect(await host.withDirectory()).toBeNull();
    expect(answering.asked).toBeGreaterThan(asked);
    expect(host.auth).toBe(auth);
    answering.isThere = true;
    now.mockReturnValue(begun + 2_000);
    const withIt = await host.withDirectory();
    expect(withIt).not.toBeNull();
    expect(host.auth).toBe(withIt);
    expect(await host.withDirectory()).toBe(withIt);
  });

  it('passes warnings of the library to its log', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    open().auth.options.logger.log('warn', 'The secret is short');
    expect(warn.mock.calls.at(-1)).toEqual(['The secret is short']);
  });

  it('closes its connections when the gateway stops', async () => {
    const host = open();
    await host.onApplicationShutdown();
    expect(host.database.pool.ended).toBe(true);
  });

  it('has no directory unless one is configured', async () => {
    directory();
    const host = open(undefined);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    expect(await host.withDirectory()).toBeNull();
  });
});
