import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CookieOptions, Request, Response } from 'express';
import { BrowserSessions } from './browser-sessions.ts';
import { SessionCookie } from './session-cookie.ts';
import { SignedOutSessions } from './signed-out-sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-cookie-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sessions = new BrowserSessions({
  key: Buffer.alloc(32),
  idleMs: 1_000,
  maxMs: () => 2_000,
  signedOut: new SignedOutSessions(join(folder, 'signed-out'), 0),
});

const publicUrl = 'https://reprise.lab.example';
const cookie = new SessionCookie({ port: 8080, publicUrl }, sessions);
const plain = 'localhost:8080';
const requestAt = (host: string, secure: boolean, cookie?: string) =>
  ({ secure, get: (name: 'host' | 'cookie') => ({ host, cookie })[name] }) as unknown as Request;

/** Returns the name and attributes of the cookie to set. */
function setAt(host: string, secure: boolean) {
  const set: unknown[] = [];
  const response = { cookie: (...given: unknown[]) => set.push(...given) } as unknown as Response;
  cookie.set(requestAt(host, secure), response, sessions.open());
  const [name, , attributes] = set;
  return { name, attributes };
}

describe('the cookie of the local administrator', () => {
  it('is hidden from scripts and other sites, and over TLS from other hosts and plain connections', () => {
    const strict = { httpOnly: true, sameSite: 'strict', path: '/' };
    const overTls = { name: '__Host-reprise_8080', attributes: { ...strict, secure: true } };
    expect(setAt('reprise.lab.example', true)).toMatchObject(overTls);
    expect(setAt('reprise.lab.example', false)).toMatchObject(overTls);
    const withoutTls = { name: 'reprise_8080', attributes: { ...strict, secure: false } };
    expect(setAt(plain, false)).toMatchObject(withoutTls);
  });

  it('is no TLS cookie if the public address has no TLS', () => {
    const other = new SessionCookie({ port: 8080, publicUrl: 'http://reprise.lab.example' }, sessions);
    const session = sessions.open();
    const given = `reprise_8080=${sessions.cookieOf(session)}`;
    expect(other.sessionOf(requestAt('reprise.lab.example', false, given))).toEqual(session);
  });

  it('is found by its name', () => {
    const session = sessions.open();
    const given = `__Host-reprise_8080=${sessions.cookieOf(session)}`;
    expect(cookie.sessionOf(requestAt('reprise.lab.example', false, given))).toEqual(session);
    expect(cookie.sessionOf(requestAt(plain, false, given))).toBeUndefined();
    expect(cookie.sessionOf(requestAt(plain, false))).toBeUndefined();
  });

  it('is renewed by use, and lasts as long as its session', () => {
    const set: unknown[][] = [];
    const response = { cookie: (...given: unknown[]) => set.push(given) } as unknown as Response;
    const session = sessions.open();
    cookie.renew(requestAt(plain, false), response, session);
    expect(set).toEqual([]);
    cookie.renew(requestAt(plain, false), response, { ...session, usedAt: session.usedAt - 500 });
    const [[name, text, { expires }]] = set as [[string, string, { expires: Date }]];
    const renewed = sessions.find(text)!;
    expect([name, renewed.id, expires.getTime()]).toEqual([
      ...['reprise_8080', session.id, sessions.expiryOf(renewed)],
    ]);
    expect(renewed.usedAt).toBeGreaterThanOrEqual(session.usedAt);
  });

  it('is cleared and invalid after a sign-out', () => {
    const cleared: unknown[] = [];
    const response = {
      clearCookie: (name: string, { path, secure }: CookieOptions) => cleared.push([name, path, secure]),
    } as unknown as Response;
    const session = sessions.open();
    const given = requestAt(plain, false, `reprise_8080=${sessions.cookieOf(session)}`);
    cookie.end(requestAt(plain, false), response);
    expect(cookie.sessionOf(given)).toEqual(session);
    cookie.end(given, response);
    expect(cookie.sessionOf(given)).toBeUndefined();
    expect(cleared).toEqual(Array(2).fill(['reprise_8080', '/', false]));
  });
});
