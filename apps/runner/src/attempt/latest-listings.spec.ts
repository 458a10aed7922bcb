import type { Listing, LiveTask } from '@reprise/executors';
import { LatestListings } from './latest-listings.ts';

const look = (listing: Listing, name = 'slurm') => ({ name, label: 'Slurm', listing });
const pending = (native_id: string, reason = 'Resources'): LiveTask => ({
  native_id,
  phase: 'waiting',
  state: 'PENDING',
  reason,
  work_dir: '/work/ab/cdef12',
});
const running: LiveTask = { native_id: '7', phase: 'running', state: 'RUNNING', reason: 'None', node: 'node1' };

describe('listings of executors on the page', () => {
  it("count tasks by state and reason, with the executor's text for each", () => {
    const kept = new LatestListings().add('a/1', look({ alive: [running, pending('8'), pending('9')] }));
    expect(kept).toMatchObject({
      name: 'slurm',
      label: 'Slurm',
      unknown: null,
      as_of: expect.any(String) as string,
      counts: [
        { state: 'RUNNING', reason: null, count: 1 },
        { state: 'PENDING', reason: 'Resources', count: 2 },
      ],
    });
    expect(kept.tasks[0]).toEqual({
      native_id: '7',
      phase: 'running',
      state: 'RUNNING',
      reason: null,
      node: 'node1',
      work_dir: null,
    });
  });

  it('stay the last known ones, with the reason, when the executor does not answer', () => {
    const latest = new LatestListings();
    const { as_of } = latest.add('a/1', look({ alive: [running] }), new Date(0));
    expect(latest.add('a/1', look({ unknown: 'it is down' }))).toMatchObject({
      unknown: 'it is down',
      as_of,
      counts: [{ count: 1 }],
      tasks: [{ native_id: '7' }],
    });
    expect(latest.add('b/1', look({ unknown: 'it is down' }))).toMatchObject({ as_of: null, tasks: [] });
  });

  it('count all tasks, and name as many as an answer can hold', () => {
    const alive = Array.from({ length: 5_000 }, (_, id) => ({
      ...pending(String(id)),
      work_dir: `/w/${'x'.repeat(300)}`,
    }));
    const kept = new LatestListings().add('a/1', look({ alive }));
    expect(kept.counts).toMatchObject([{ count: 5_000 }]);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(768 * 1024);
  });

  it('are kept for a limited number of attempts', () => {
    const latest = new LatestListings();
    for (let job = 0; job <= 100; job += 1) latest.add(String(job), look({ alive: [running] }));
    expect(latest.add('0', look({ unknown: 'x' })).as_of).toBeNull();
    expect(latest.add('100', look({ unknown: 'x' })).as_of).not.toBeNull();
  });
});
