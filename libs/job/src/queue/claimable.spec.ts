import { jobThatIs } from '../job.fixture.ts';
import type { OpenJob } from '../state.ts';
import { nextToClaim } from './claimable.ts';
import { emptyQueue, type QueueState } from './queue.ts';
import { isLargeEnough, slotsFor } from './slots-for.ts';

const waiting = (job_id: string, queue: string, waiting_since: number, changes: object = {}): OpenJob =>
  ({ ...jobThatIs('pending'), job_id, queue, waiting_since, ...changes }) as OpenJob;

/** Returns which job a runner claims with this many of its eight slots free. */
function claimed(jobs: readonly OpenJob[], free: number, queues: Record<string, Partial<QueueState>> = {}) {
  const next = nextToClaim(jobs, {
    queueOf: (name) => ({ ...emptyQueue, ...queues[name] }),
    free,
    slotsOf: ({ resources }) => slotsFor(resources, { slots: 8, cpus: 64, memory_bytes: 8 * 2 ** 30 }),
    canRun: ({ job_id }) => job_id !== 'elsewhere',
  });
  return next && next.job_id;
}

describe('the next job of a runner', () => {
  const large = waiting('large', 'default', 1, { resources: { cpus: 64 } });
  const small = waiting('small', 'default', 2);

  it('is the first in queue order that it can run', () => {
    expect(claimed([small, waiting('elsewhere', 'default', 0)], 1)).toBe('small');
    expect(claimed([small], 0)).toBeNull();
    expect(claimed([waiting('elsewhere', 'default', 0)], 8)).toBeNull();
  });

  it('is searched only in the queues of waiting jobs', () => {
    const asked: string[] = [];
    const chooser = { free: 1, slotsOf: () => 1, canRun: () => true };
    const queueOf = (name: string) => {
      asked.push(name);
      return emptyQueue;
    };
    const running = { ...jobThatIs('running'), queue: 'night' } as OpenJob;
    expect(nextToClaim([running, small], { ...chooser, queueOf })?.job_id).toBe('small');
    expect(asked).toEqual(['default']);
    asked.length = 0;
    expect(nextToClaim([small], { ...chooser, queueOf, free: 0 })).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is a large one before smaller ones behind it, and its slots stay free', () => {
    expect(claimed([small, large], 7)).toBeNull();
    expect(claimed([small, large], 8)).toBe('large');
  });

  it('is a small one beside a large running one', () => {
    expect(claimed([small, waiting('half', 'default', 1, { resources: { cpus: 32 } })], 4)).toBe('half');
    expect(claimed([small], 4)).toBe('small');
  });

  it('comes from any open queue, by priority, then by age', () => {
    const urgent = waiting('urgent', 'urgent', 9, { priority: 1 });
    expect(claimed([small, urgent], 1)).toBe('urgent');
    expect(claimed([small, waiting('older', 'night', 1)], 1)).toBe('older');
    const paused = { paused: { by: 'ada', since: '', reason: null } } as const;
    expect(claimed([small, urgent], 1, { urgent: paused })).toBe('small');
    expect(claimed([small, urgent], 1, { urgent: { limit: 0 } })).toBe('small');
  });
});

describe('the slots of a job', () => {
  const size = { slots: 8, cpus: 64, memory_bytes: 256 };
  it.each([
    ['one if it declares nothing', undefined, 1],
    ['as many as hold its cores', { cpus: 17 }, 3],
    ['as many as hold its memory', { cpus: 1, memory_bytes: 128 }, 4],
    ['all of them if it declares more than exists', { cpus: 1000 }, 8],
    ['one if it needs less', { cpus: 0.5 }, 1],
  ])('are %s', (_, resources, slots) => {
    expect(slotsFor(resources, size)).toBe(slots);
  });

  it.each<[string, object | undefined, object, boolean]>([
    ['takes a job that declares nothing', undefined, {}, true],
    ['takes a job that declares all of its resources', { cpus: 64, memory_bytes: 256 }, {}, true],
    ['does not take more cores than it has', { cpus: 65 }, {}, false],
    ['takes a little more memory than it has', { memory_bytes: 280 }, {}, true],
    ['does not take much more memory than it has', { memory_bytes: 300 }, {}, false],
    [
      'takes a job whose needs are nine tenths above its resources, to the byte',
      { memory_bytes: 10 },
      { memory_bytes: 9 },
      true,
    ],
    ['does not take a byte more than that', { memory_bytes: 11 }, { memory_bytes: 9 }, false],
  ])('on a runner that runs nothing else: it %s', (_, resources, changes, isEnough) => {
    expect(isLargeEnough(resources, { ...size, ...changes })).toBe(isEnough);
  });
});
