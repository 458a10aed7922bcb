import { BadRequestException, NotFoundException } from '@nestjs/common';
import { LogUnavailableError } from '@reprise/event-log';
import { problemOf } from './problem-of.ts';

const answered = (error: unknown) => {
  const problem = problemOf(error);
  return { status: problem.getStatus(), detail: problem.detail, headers: problem.headers };
};

describe('the problem for an error', () => {
  it('is generic for an unforeseen error', () => {
    const secret = new Error('password=hunter2 at /srv/app/db.ts:12');
    expect(answered(secret)).toMatchObject({ status: 500, detail: expect.not.stringContaining('hunter2') as string });
    expect(answered('a text')).toMatchObject({ status: 500 });
    expect(problemOf(secret).cause).toBe(secret);
  });

  it('states whether the change may be stored when the log did not answer', () => {
    const away = (outcome: 'unknown' | 'not_stored') => answered(new LogUnavailableError('x', outcome));
    expect(away('not_stored')).toMatchObject({
      status: 503,
      detail: expect.stringContaining('nothing was changed') as string,
      headers: { 'retry-after': '5' },
    });
    expect(away('unknown').detail).toContain('not known whether this was stored');
  });

  it('asks for a retry while the database is away, however deeply the driver wrapped the error', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(answered(new Error('query failed', { cause: refused }))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });

  it('asks for a retry while a disk fails, without the path of the file', () => {
    const failed = Object.assign(new Error("EROFS: read-only file system, rmdir '/srv/secret'"), { code: 'EROFS' });
    const { status, detail } = answered(failed);
    expect([status, detail]).toEqual([503, expect.stringMatching(/^A disk of this server .* \(EROFS\)/)]);
    expect(detail).not.toContain('secret');
  });

  it('has our own text for errors of the framework', () => {
    expect(answered(new NotFoundException('Cannot GET /x'))).toMatchObject({
      detail: 'There is nothing at this address.',
    });
    expect(answered(new BadRequestException('Unexpected token'))).toMatchObject({
      detail: 'The body is not valid JSON.',
    });
  });
});
