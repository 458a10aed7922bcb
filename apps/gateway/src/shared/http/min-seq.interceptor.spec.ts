import type { ExecutionContext } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed } from '@reprise/read-model';
import { EMPTY } from 'rxjs';
import { MinSeqInterceptor } from './min-seq.interceptor.ts';
import type { ProblemException } from './problem.ts';

/** Tables that hold nothing after `position`, of a log that ends at `head`; what is asked for tells its status. */
function ask(min_seq: string, { position, head }: { position: number; head: number | null }) {
  const feed = { waitFor: (seq: number) => Promise.resolve(seq <= position) } as unknown as ChangeFeed;
  const log = {
    head: () => (head === null ? Promise.reject(new Error('away')) : Promise.resolve({ last_seq: head })),
  } as unknown as EventLog;
  const context = {
    getType: () => 'http',
    switchToHttp: () => ({ getRequest: () => ({ method: 'GET', query: { min_seq } }) }),
  } as unknown as ExecutionContext;
  return new MinSeqInterceptor(feed, log).intercept(context, { handle: () => EMPTY }).then(
    () => 'answered',
    (error: unknown) => (error as ProblemException).detail,
  );
}

describe('reading at least a sequence', () => {
  it('is answered when the tables hold it', async () => {
    expect(await ask('10', { position: 10, head: 12 })).toBe('answered');
  });

  it('is told to come again where the tables do not hold it, but the log does, or cannot be asked', async () => {
    for (const head of [12, null])
      expect(await ask('12', { position: 10, head })).toBe(
        'What happened up to event 12 cannot be read yet. Try again soon.',
      );
  });

  it('is refused where the log does not hold it: nobody wrote that', async () => {
    expect(await ask('13', { position: 10, head: 12 })).toBe('min_seq: the log ends at 12');
  });
});
