import { expectedWaits } from './expected-waits.ts';

const job = (duration_ms: number | null, slots = 1) => ({ duration_ms, slots });
const running = (remaining_ms: number | null, slots = 1) => ({ remaining_ms, slots });

describe('the expected wait', () => {
  it('is none while slots are free, and then lasts until the first attempts end', () => {
    const waits = expectedWaits([job(10), job(10), job(10)], [running(5)], { slots: 2, limit: null });
    expect(waits).toEqual([0, 5, 10]);
  });

  it('respects the limit of the queue', () => {
    expect(expectedWaits([job(10), job(10)], [], { slots: 8, limit: 1 })).toEqual([0, 10]);
    expect(expectedWaits([job(10)], [], { slots: 8, limit: 0 })).toEqual([null]);
  });

  it('counts slots of other queues, except for the limit of this one', () => {
    const elsewhere = [running(5), running(7)].map((each) => ({ ...each, isElsewhere: true }));
    expect(expectedWaits([job(10)], elsewhere, { slots: 2, limit: null })).toEqual([5]);
    expect(expectedWaits([job(10), job(10)], elsewhere, { slots: 4, limit: 1 })).toEqual([0, 10]);
  });

  it('makes a large job wait for its number of slots, and those behind it for the large one', () => {
    const waits = expectedWaits([job(10, 4), job(10)], [running(5), running(7)], { slots: 4, limit: null });
    expect(waits).toEqual([7, 17]);
  });

  it('is unknown from the first job that waits for an unknown end', () => {
    expect(expectedWaits([job(10), job(10), job(10)], [running(null)], { slots: 2, limit: null })).toEqual([0, 10, 20]);
    expect(expectedWaits([job(null), job(10)], [], { slots: 1, limit: null })).toEqual([0, null]);
    expect(expectedWaits([job(10)], [], { slots: 0, limit: null })).toEqual([null]);
  });

  it('counts running jobs of the queue for its limit', () => {
    const running2 = [running(5), running(9)];
    expect(expectedWaits([job(10)], running2, { slots: 8, limit: 3 })).toEqual([0]);
    expect(expectedWaits([job(10)], running2, { slots: 8, limit: 2 })).toEqual([5]);
    expect(expectedWaits([job(10)], running2, { slots: 8, limit: 1 })).toEqual([9]);
  });

  it('stays unknown behind the first such job, also for smaller ones', () => {
    const waits = expectedWaits([job(10, 2), job(10)], [running(null)], { slots: 2, limit: null });
    expect(waits).toEqual([null, null]);
  });
});
