import { MemoryEventLog, type Filters, type LogEntry, type ReadRange } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { OwnState } from './own-state.ts';
import { runnerOn, submit, tell } from './runner-commands.fixture.ts';
import { followLog } from './follow-log.ts';

/** The answer of a gateway without open jobs, as of a sequence. */
const nothingOpen = (as_of: number): OpenJobs => ({
  as_of,
  last_event: null,
  stream_created: null,
  jobs: [],
  queues: [],
});

/** A log in a cluster, in which the server that answers reads is behind. */
class LaggingLog extends MemoryEventLog {
  /** Last sequence that this server has. */
  has = Infinity;

  override async *read(filters: Filters, range: ReadRange = {}): AsyncGenerator<LogEntry> {
    for await (const entry of super.read(filters, range)) if (entry.seq <= this.has) yield entry;
  }
}

describe('following the log', () => {
  it('misses no event that a server did not have when it was read', async () => {
    const log = new LaggingLog();
    const job = await submit(log);
    log.has = 1;
    const later = await submit(log);
    await tell(log, {
      type: 'concurrency_limit_changed',
      subject: 'default',
      data: { from: null, to: 3, reason: null },
    });
    await tell(log, { type: 'drain_requested', subject: 'a', data: { reason: 'new kernel' } });
    const { cache, stop } = await runnerOn(log, 'a');
    log.has = Infinity;
    await waitUntil(() => cache.has(later) && cache.queue('default').state.limit === 3, { what: 'it has caught up' });
    expect(cache.has(job)).toBe(true);
    stop();

    const own = new OwnState({ identity: { runner_id: 'a', storage_id: 's' } });
    const stopping = new AbortController();
    log.has = 1;
    await new Promise<void>((resolve) => {
      void followLog(log, cache, nothingOpen(4), { own, signal: stopping.signal, onCaughtUp: resolve });
    });
    await waitUntil(() => own.state.drain !== null, { what: 'it reads the decision about itself' });
    stopping.abort();
  });
});
