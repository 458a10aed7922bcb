import type { Response } from 'express';

/** Adds the cookies in headers to a response. Over TLS, they are `Secure` even without a public address. */
export function setCookies(response: Response, headers: Headers, secure: boolean): void {
  for (const cookie of headers.getSetCookie())
    response.append('set-cookie', secure && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie);
}
