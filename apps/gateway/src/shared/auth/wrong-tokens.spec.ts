import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Request } from 'express';
import { ProblemException } from '../http/problem.ts';
import { WrongTokens } from './wrong-tokens.ts';

const problem = new ProblemException(401, 'The token is wrong.');

describe('a wrong token', () => {
  it('is answered as wrong, and counted by address up to thirty a minute', async () => {
    const counted: unknown[] = [];
    const storage = {
      increment: async (...given: unknown[]) => {
        counted.push(given);
        return { isBlocked: false, timeToBlockExpire: 0 };
      },
    } as unknown as ThrottlerStorage;
    expect(await new WrongTokens(storage).answer({ ip: '10.0.0.1' } as Request, problem)).toBe(problem);
    expect(counted).toEqual([['token 10.0.0.1', 60_000, 30, 60_000, 'token']]);
  });

  it('is answered with a retry time after too many', async () => {
    const storage = {
      increment: async () => ({ isBlocked: true, timeToBlockExpire: 42 }),
    } as unknown as ThrottlerStorage;
    expect(await new WrongTokens(storage).answer({ ip: '10.0.0.1' } as Request, problem)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '42' },
      detail:
        'Too many wrong tokens came from your address. Try again in 42 s, or open the link that Reprise printed at its start.',
    });
  });
});
