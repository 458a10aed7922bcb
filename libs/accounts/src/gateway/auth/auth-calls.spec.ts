import { APIError } from 'better-auth/api';
import type { Request, Response } from 'express';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from './auth-calls.ts';

const calls = new AuthCalls({ auth: { api: 'the api' } } as never);
const sent: Readonly<Record<string, string>> = {
  cookie: 'a=1',
  origin: 'https://lab.example',
  host: 'lab.example',
  authorization: 'Bearer reprise_secret',
  'x-reprise-client': '1.2.3.4',
  'x-forwarded-for': '1.2.3.4',
};
const request = { ip: '10.0.0.7', secure: true, get: (name: string) => sent[name] } as unknown as Request;
const responseWith = (cookies: string[]) =>
  ({ append: (_: string, cookie: string) => cookies.push(cookie) }) as unknown as Response;

const asking = (error: unknown, refusals = {}) => calls.ask(request, () => Promise.reject(error), refusals);
const refusal = (status: 'UNAUTHORIZED' | 'INTERNAL_SERVER_ERROR', body: { code?: string; message?: string } = {}) =>
  new APIError(status, body);

describe('a call of the library', () => {
  it('gets the cookies and origin of the request, and no other header', () => {
    expect(Object.fromEntries(calls.headersOf(request))).toEqual({
      cookie: 'a=1',
      origin: 'https://lab.example',
      host: 'lab.example',
      'x-reprise-client': '10.0.0.7',
    });
    expect(calls.headersOf({ get: () => undefined } as unknown as Request).get('x-reprise-client')).toBe('');
    expect(calls.api).toBe('the api');
  });

  it('puts its cookies into the response, and returns its answer', async () => {
    const cookies: string[] = [];
    const headers = new Headers([['set-cookie', 'b=2; Path=/']]);
    const answer = await calls.answer(request, responseWith(cookies), async () => ({ headers, response: 'done' }));
    expect([answer, cookies]).toEqual(['done', ['b=2; Path=/; Secure']]);
  });

  it('is refused with our text if its code is known', async () => {
    const refusals = { WRONG: () => new ProblemException(422, 'That is wrong.') };
    const wrong = refusal('UNAUTHORIZED', { code: 'WRONG' });
    await expect(asking(wrong, refusals)).rejects.toMatchObject({ status: 422, detail: 'That is wrong.' });
  });

  it('is refused with its own text otherwise', async () => {
    const message = 'Nobody is signed in';
    const other = refusal('UNAUTHORIZED', { code: 'OTHER', message });
    await expect(asking(other)).rejects.toMatchObject({ status: 401, detail: message, cause: other });
    const silent = Object.assign(refusal('UNAUTHORIZED'), { message: '', body: undefined });
    await expect(asking(silent)).rejects.toMatchObject({ status: 401, detail: 'This was refused.' });
  });

  it('gets a retry time while the database is away', async () => {
    const failed = refusal('INTERNAL_SERVER_ERROR');
    await expect(asking(failed)).rejects.toMatchObject({
      status: 503,
      detail: 'The accounts cannot be read now. Try again soon.',
      cause: failed,
      headers: { 'retry-after': '5' },
    });
  });

  it('fails with its own error if the library did not refuse it', async () => {
    const error = new Error('away');
    await expect(asking(error)).rejects.toBe(error);
  });
});
