import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import { BrowserSessions } from './browser-sessions.ts';
import { SessionCookie } from './session-cookie.ts';
import { SignedOutSessions } from './signed-out-sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-cookie-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sessions = new BrowserSessions({
  ...{ key: Buffer.alloc(32), idleMs: 1_000, maxMs: () => 2_000 },
  signedOut: new SignedOutSessions(join(folder, 'signed-out'), 0),
});

const publicUrl = 'https://reprise.lab.example';
const cookie = new SessionCookie({ port: 8080, publicUrl }, sessions);
const requestAt = (host: string, secure: boolean, cookies = '') =>
  ({ secure, get: (name: string) => (name === 'host' ? host : cookies) }) as unknown as Request;

/** Returns name and attributes of the cookie that is set. */
function setAt(host: string, secure: boolean) {
  const set: unknown[] = [];
  const response = { cookie: (...given: unknown[]) => set.push(...given) } as unknown as Response;
  cookie.set(requestAt(host, secure), response, sessions.open());
  const [name, , attributes] = set;
  return { name, attributes };
}

describe('the cookie of the local administrator', () => {
  it('is kept from scripts and other sites, and over TLS from other hosts and plain connections', () => {
    const strict = { httpOnly: true, sameSite: 'strict', path: '/' };
    const overTls = { name: '__Host-reprise_8080', attributes: { ...strict, secure: true } };
    expect(setAt('reprise.lab.example', true)).toMatchObject(overTls);
    expect(setAt('reprise.lab.example', false)).toMatchObject(overTls);
    const plain = { name: 'reprise_8080', attributes: { ...strict, secure: false } };
    expect(setAt('localhost:8080', false)).toMatchObject(plain);
  });

  it('is found again under its name', () => {
    const session = sessions.open();
    const given = `__Host-reprise_8080=${sessions.cookieOf(session)}`;
    expect(cookie.sessionOf(requestAt('reprise.lab.example', false, given))).toEqual(session);
    expect(cookie.sessionOf(requestAt('localhost:8080', false, given))).toBeUndefined();
  });
});
