import { createHmac, randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeOnce } from '@reprise/secret-files';

/** The admin's token, and the cookie derived from it for browsers. */
export interface AdminToken {
  isToken(given: string): boolean;
  isCookie(given: string): boolean;
  readonly cookie: string;
}

export function adminToken(token: string): AdminToken {
  const cookie = createHmac('sha256', token).update('reprise cookie v1').digest('base64url');
  return { cookie, isToken: (given) => isSame(given, token), isCookie: (given) => isSame(given, cookie) };
}

/** Compares in constant time. */
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
const digest = (text: string) => createHash('sha256').update(text).digest();

/** Reads the token; where there is no such file, creates one that only its owner may read. */
export function readOrCreateToken(file: string): string {
  makeOnce(file, () => `${randomBytes(32).toString('base64url')}\n`);
  const token = readFileSync(file, 'utf8').trim();
  if (token.length < 16) throw new Error(`${file} holds no token of at least 16 characters`);
  return token;
}
