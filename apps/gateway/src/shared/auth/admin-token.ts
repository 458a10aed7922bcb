import { createHmac, randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeOnce } from '@reprise/secret-files';

/** The admin's token, and keys that are derived from it. */
export interface AdminToken {
  isToken(given: string): boolean;
  /** Returns a key for one purpose. The token cannot be derived from the key. */
  keyFor(purpose: string): Buffer;
}

export const adminToken = (token: string): AdminToken => ({
  isToken: (given) => isSame(given, token),
  keyFor: (purpose) => createHmac('sha256', token).update(purpose).digest(),
});

/** Compares in constant time. */
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
const digest = (text: string) => createHash('sha256').update(text).digest();

/** Reads the token. If the file does not exist, creates one that only its owner may read. */
export function readOrCreateToken(file: string): string {
  makeOnce(file, () => `${randomBytes(32).toString('base64url')}\n`);
  const token = readFileSync(file, 'utf8').trim();
  if (token.length < 16) throw new Error(`${file} holds no token of at least 16 characters`);
  return token;
}
