import { MAIL_SCHEME } from '../contract/index.ts';

/** Returns the host of an address for logs, because the rest of it can be a secret or name a person. */
export function hostOfAddress(url: string): string {
  if (url.startsWith(MAIL_SCHEME)) return url.slice(url.lastIndexOf('@') + 1);
  return URL.canParse(url) ? new URL(url).host : 'a malformed address';
}
