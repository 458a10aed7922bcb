import { jobKindFilter, queueFilter } from '@reprise/contracts';
import { MemoryEventLog, newId, type LogEntry, type ReadRange } from '@reprise/event-log';
import { unusedQueue } from '@reprise/job';
import { aJob } from './job-store.fixture.ts';
import { LoggedJobStates } from './logged-job-states.ts';

const unreadable = (seq: number) =>
  ({ event: null, envelope: null, problem: 'its headers cannot be read', seq }) as LogEntry;

/** An in-memory log that records reads. */
class ReadLog extends MemoryEventLog {
  readonly reads: [unknown, ReadRange | undefined][] = [];

  override async *read(filters: Parameters<MemoryEventLog['read']>[0], range?: ReadRange) {
    this.reads.push([filters, range]);
    yield* super.read(filters, range);
  }
}

describe('the job states of a log', () => {
  it('are those of a snapshot and the later events, the only ones read', async () => {
    const log = new ReadLog();
    const job = await aJob(log);
    await job.claim();
    const first = new LoggedJobStates(log, async () => ({ state: { status: 'unknown' }, life_seq: 0 }));
    const [known, queue] = [await first.job(job.id), await first.queue('default')];
    await job.cancel();
    log.reads.length = 0;
    const states = new LoggedJobStates(
      log,
      async () => known,
      async () => queue,
    );
    const after = await states.job(job.id);
    expect(after).toMatchObject({ state: { pending_action: { kind: 'cancelling' } } });
    expect(after.life_seq).toBeGreaterThan(known.life_seq);
    expect(await states.queue('default')).toEqual(queue);
    expect(log.reads).toEqual([
      [jobKindFilter(job.id, 'life'), { from: known.life_seq + 1 }],
      [queueFilter('default'), { from: queue.seq + 1 }],
    ]);
  });

  it('continue after an unreadable event', async () => {
    const log = new MemoryEventLog();
    async function* read() {
      yield unreadable(4);
    }
    Object.assign(log, { read });
    const states = new LoggedJobStates(log, async () => ({ state: { status: 'unknown' }, life_seq: 3 }));
    expect(await states.job(newId())).toEqual({ state: { status: 'unknown' }, life_seq: 4 });
    expect(await states.queue('default')).toEqual({ ...unusedQueue, seq: 4 });
  });
});
