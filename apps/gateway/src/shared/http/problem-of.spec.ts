import { BadRequestException, NotFoundException } from '@nestjs/common';
import { LogUnavailableError } from '@reprise/event-log';
import { problemOf } from './problem-of.ts';

const told = (error: unknown) => {
  const problem = problemOf(error);
  return { status: problem.getStatus(), detail: problem.detail, headers: problem.headers };
};

describe('what is told of an error', () => {
  it('is nothing of its own where nobody foresaw it', () => {
    const secret = new Error('password=hunter2 at /srv/app/db.ts:12');
    expect(told(secret)).toMatchObject({ status: 500, detail: expect.not.stringContaining('hunter2') as string });
    expect(told('a text')).toMatchObject({ status: 500 });
    expect(problemOf(secret).cause).toBe(secret);
  });

  it('is whether it may be stored, where the log did not answer', () => {
    const away = (outcome: 'unknown' | 'not_stored') => told(new LogUnavailableError('x', outcome));
    expect(away('not_stored')).toMatchObject({
      status: 503,
      detail: expect.stringContaining('nothing was changed') as string,
      headers: { 'retry-after': '5' },
    });
    expect(away('unknown').detail).toContain('not known whether this was stored');
  });

  it('is to come again, where the database is away, however deep the driver wrapped it', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(told(new Error('query failed', { cause: refused }))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });

  it('is a sentence of ours for what the framework throws', () => {
    expect(told(new NotFoundException('Cannot GET /x'))).toMatchObject({ detail: 'There is nothing at this address.' });
    expect(told(new BadRequestException('Unexpected token'))).toMatchObject({ detail: 'The body is no valid JSON.' });
  });
});
