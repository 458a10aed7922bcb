import type { MessageEvent } from '@nestjs/common';
import type { JobView } from '@reprise/contracts';
import type { Change } from '@reprise/read-model';
import { Subject } from 'rxjs';
import { jobStream, type CatchUp } from './job-stream.ts';
import { liveUpdates, type Update } from './live-updates.ts';

const job = (job_id: string, last_seq: number) => ({ job_id, last_seq }) as JobView;
const update = (after: number, seq: number, ...jobs: string[]): Update => ({
  after,
  seq,
  jobs: jobs.map((id) => job(id, seq)),
  tasks: [],
  queues: [],
  history: [],
});
const nothing: CatchUp = async function* () {};
const turn = () => new Promise((resolve) => setImmediate(resolve));

function listen(request: Parameters<typeof jobStream>[0], position: number, catchUp: CatchUp = nothing) {
  const updates = new Subject<Update>();
  const heard: string[] = [];
  const say = ({ type, id, data }: MessageEvent) => heard.push(`${String(type)} ${String(id)} ${nameOf(data)}`.trim());
  const listening = jobStream(request, updates, () => position, catchUp).subscribe(say);
  return { updates, heard, leave: () => listening.unsubscribe() };
}
const nameOf = (data: unknown) => (data as { job_id?: string }).job_id ?? '';

describe('a stream of changes', () => {
  it('starts at the current sequence for a new client, and reports that sequence', async () => {
    const { updates, heard } = listen({ after: null, jobId: null }, 40);
    await turn();
    updates.next(update(40, 41, 'a'));
    expect(heard).toEqual(['ready 40', 'job 41 a']);
  });

  it('sends a reconnecting client the missed changes, then those of the meantime, and no change twice', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const catchUp: CatchUp = async function* (after, until) {
      expect([after, until]).toEqual([10, 40]);
      await held;
      yield [{ type: 'job', id: '38', data: job('a', 38) }];
    };
    const { updates, heard } = listen({ after: 10, jobId: null }, 40, catchUp);
    await turn();
    updates.next(update(39, 40, 'a'));
    updates.next(update(40, 41, 'b'));
    release();
    await turn();
    updates.next(update(41, 42, 'c'));
    expect(heard).toEqual(['ready 10', 'job 38 a', 'job 41 b', 'job 42 c']);
  });

  it('sends an id only after everything up to it, so that a client that leaves between two messages misses none', async () => {
    const { updates, heard } = listen({ after: null, jobId: null }, 40);
    await turn();
    updates.next(update(40, 45, 'a', 'b', 'c'));
    expect(heard.slice(1)).toEqual(['job 40 a', 'job 40 b', 'job 45 c']);
  });

  it('of one job contains only that job, with its tasks and history', async () => {
    const { updates, heard } = listen({ after: null, jobId: 'a' }, 0);
    await turn();
    const task = (job_id: string) => ({ job_id, hash: 'ab/cdef12' }) as Update['tasks'][number];
    const entry = (job_id: string) => ({ job_id, seq: 1 }) as Update['history'][number];
    updates.next({ ...update(0, 3, 'a', 'b'), tasks: [task('a'), task('b')], history: [entry('a'), entry('b')] });
    expect(heard.slice(1)).toEqual(['task 0', 'history 0', 'job 3 a']);
  });

  it('names changed queues before jobs, also for a client that follows another job', async () => {
    const { updates, heard } = listen({ after: null, jobId: 'a' }, 0);
    await turn();
    updates.next({ ...update(0, 3, 'a'), queues: ['default'] });
    updates.next({ ...update(3, 4, 'b'), queues: ['default'] });
    expect(heard.slice(1)).toEqual(['queues 0', 'job 3 a', 'queues 4']);
  });

  it('stops listening when its client leaves', async () => {
    const { updates, leave } = listen({ after: null, jobId: null }, 0);
    expect(updates.observed).toBe(true);
    leave();
    expect(updates.observed).toBe(false);
  });
});

describe('live updates', () => {
  const change = (after: number, seq: number, ...jobs: string[]): Change => ({
    after,
    seq,
    jobs,
    tasks: jobs.map((job_id) => ({ job_id, attempt: 1, hash: 'ab/cdef12' })),
    queues: jobs,
    history: [],
  });

  it('read a change once for all listeners', async () => {
    const changes = new Subject<Change>();
    let reads = 0;
    const updates = liveUpdates(changes, async ({ after, seq }) => (reads++, update(after, seq)));
    const heard: number[] = [];
    updates.subscribe(({ seq }) => heard.push(seq));
    updates.subscribe(({ seq }) => heard.push(seq));
    changes.next(change(0, 1, 'a'));
    await turn();
    expect([reads, heard]).toEqual([1, [1, 1]]);
  });

  it('combine all changes that arrive during a read into one', async () => {
    const changes = new Subject<Change>();
    const read: Change[] = [];
    liveUpdates(changes, async (given) => (read.push(given), update(given.after, given.seq))).subscribe();
    changes.next(change(0, 1, 'a'));
    changes.next(change(1, 2, 'a'));
    changes.next(change(2, 5, 'a', 'b'));
    await turn();
    await turn();
    expect(read.map(({ after, seq, jobs }) => ({ after, seq, jobs }))).toEqual([
      { after: 0, seq: 1, jobs: ['a'] },
      { after: 1, seq: 5, jobs: ['a', 'b'] },
    ]);
    expect(read[1]?.tasks).toHaveLength(2);
    expect(read[1]?.queues).toEqual(['a', 'b']);
  });
});
