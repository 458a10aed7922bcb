import type { ExecutionContext } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed } from '@reprise/read-model';
import { lastValueFrom, of, throwError, type Observable } from 'rxjs';
import { OwnWrites } from '../servers/own-writes.ts';
import { MinSeqInterceptor } from './min-seq.interceptor.ts';
import { jobNotFound, type ProblemException } from './problem.ts';

interface Asked {
  readonly query?: Record<string, string>;
  readonly path?: string;
  readonly actor?: string;
  readonly answer?: Observable<unknown>;
}

const JOB = '0198c0de-0000-7000-8000-000000000001';

/** Queries tables that end at `position`, with a log that ends at `head`. Resolves to the response or its problem. */
function ask(asked: Asked, tables: { position: number; head: number | null; written?: number }) {
  const { position, head, written } = tables;
  const waited: number[] = [];
  const feed = {
    position: () => position,
    waitFor: (seq: number) => Promise.resolve(waited.push(seq) > 0 && seq <= position),
  } as unknown as ChangeFeed;
  const log = {
    head: () => (head === null ? Promise.reject(new Error('away')) : Promise.resolve({ last_seq: head })),
  } as unknown as EventLog;
  const writes = new OwnWrites(feed);
  if (written !== undefined) writes.add(written, JOB, 'ada');
  const { query = {}, path = '/api/jobs', actor = 'ada', answer = of('answered') } = asked;
  const params = path.startsWith(`/api/jobs/`) ? { id: path.split('/')[3] } : {};
  const request = { method: 'GET', query, path, params, actor };
  const context = {
    getType: () => 'http',
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  return new MinSeqInterceptor(feed, log, writes)
    .intercept(context, { handle: () => answer })
    .then((answers) => lastValueFrom(answers))
    .catch((error: unknown) => (error as ProblemException).detail)
    .then((result) => ({ result, waited }));
}

describe('a read with a minimum sequence', () => {
  const atLeast = async (min_seq: string, tables: { position: number; head: number | null }) =>
    (await ask({ query: { min_seq } }, tables)).result;

  it('is answered once the tables contain it', async () => {
    expect(await atLeast('10', { position: 10, head: 12 })).toBe('answered');
  });

  it('answers with a retry while only the log contains it, or the log does not answer', async () => {
    for (const head of [12, null])
      expect(await atLeast('12', { position: 10, head })).toBe(
        'What happened up to event 12 cannot be read yet. Try again soon.',
      );
  });

  it('is refused for a sequence beyond the log', async () => {
    expect(await atLeast('13', { position: 10, head: 12 })).toBe('min_seq: the log ends at 12');
  });
});

describe('a read without a sequence', () => {
  const behind = { position: 10, head: 12, written: 12 };

  it("waits for the last write to the same job, or in lists for the reader's own last write", async () => {
    expect(await ask({ path: `/api/jobs/${JOB.toUpperCase()}/tasks`, actor: 'bo' }, behind)).toMatchObject({
      waited: [12],
    });
    expect(await ask({}, behind)).toMatchObject({ waited: [12] });
    expect(await ask({ path: '/api/audit' }, behind)).toMatchObject({ waited: [12] });
  });

  it('does not wait for writes to other jobs or by others, nor for a stream', async () => {
    const others = [{ path: `/api/jobs/${JOB.replace('1', '2')}` }, { actor: 'bo' }, { path: '/api/jobs/stream' }];
    for (const asked of [...others, { path: '/health/ready' }])
      expect(await ask(asked, behind)).toEqual({ result: 'answered', waited: [0] });
  });

  it('answers from tables that lag behind, except that it never reports a new job as unknown', async () => {
    expect(await ask({}, behind)).toMatchObject({ result: 'answered' });
    const answer = throwError(() => jobNotFound(JOB));
    expect(await ask({ path: `/api/jobs/${JOB}`, answer }, behind)).toMatchObject({
      result: 'What happened up to event 12 cannot be read yet. Try again soon.',
    });
    expect(await ask({ path: `/api/jobs/${JOB}`, answer }, { ...behind, written: 10 })).toMatchObject({
      result: `There is no job ${JOB}.`,
    });
  });
});
