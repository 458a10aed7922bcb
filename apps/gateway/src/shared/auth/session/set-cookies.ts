import type { Response } from 'express';

/** Adds the cookies of headers to a response; over TLS they are `Secure` even where no public address is set. */
export function setCookies(response: Response, headers: Headers, secure: boolean): void {
  for (const cookie of headers.getSetCookie())
    response.append('set-cookie', secure && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie);
}
