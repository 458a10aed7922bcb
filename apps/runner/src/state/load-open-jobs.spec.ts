import { MemoryEventLog } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import { submit } from './runner-commands.fixture.ts';
import { loadOpenJobs } from './load-open-jobs.ts';

describe('the initial state of a runner', () => {
  /** Loads with the given responses from the gateway, one after another. Returns the result and the messages. */
  async function after(...answers: (OpenJobs | null)[]) {
    const log = new MemoryEventLog();
    await submit(log);
    const reported: string[] = [];
    const { signal } = new AbortController();
    const onOtherLog = (why: string) => void reported.push(why);
    const found = await loadOpenJobs(log, async () => answers.shift() ?? null, { signal, everyMs: 1, onOtherLog });
    return { found, reported };
  }
  const none = { as_of: 0, last_event: null, stream_created: null, jobs: [], queues: [] };
  const stale = { ...none, as_of: 5, stream_created: '2001-01-01T00:00:00Z' };

  it('is empty without a reachable gateway', async () => {
    expect(await after(null)).toEqual({ found: null, reported: [] });
  });

  it('is empty if the gateway has read nothing yet', async () => {
    expect(await after(none)).toEqual({ found: none, reported: [] });
  });

  it('is requested again if a gateway knows another log, also after it fell silent', async () => {
    const { found, reported } = await after(stale, null, stale, none);
    expect(found).toBe(none);
    expect(reported).toEqual([expect.stringContaining('2001'), expect.stringContaining('2001')]);
  });
});
