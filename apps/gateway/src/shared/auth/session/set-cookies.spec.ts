import type { Response } from 'express';
import { setCookies } from './set-cookies.ts';

/** Returns the cookies in a response, given these cookies from the library. */
function passed(secure: boolean, ...cookies: string[]): string[] {
  const set: string[] = [];
  const response = { append: (_: string, cookie: string) => set.push(cookie) } as unknown as Response;
  setCookies(response, new Headers(cookies.map((cookie) => ['set-cookie', cookie])), secure);
  return set;
}

it('adds each cookie, and marks it secure over TLS', () => {
  const cookies = ['a=1; Path=/', 'b=2; Secure', 'c=3;secure; Path=/', 'd=4;  SECURE'];
  expect(passed(true, ...cookies)).toEqual(['a=1; Path=/; Secure', ...cookies.slice(1)]);
  expect(passed(false, ...cookies)).toEqual(cookies);
});
