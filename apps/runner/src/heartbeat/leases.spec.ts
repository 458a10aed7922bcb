import { Leases } from './leases.ts';

const beat = (runner_id: string) => ({
  runner_id,
  storage_id: 's',
  slots: 1,
  slots_taken: 0,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
  lease_ms: 15_000,
});

describe('leases', () => {
  it('end when a runner was silent for longer than its own lease', () => {
    const leases = new Leases(0);
    leases.hear(beat('b'), 10_000);
    expect([24_999, 25_001].map((now) => leases.hasEnded('b', now, 1_000))).toEqual([false, true]);
  });

  it('of a runner never heard count from our own start, so that a fresh runner takes nothing from the others', () => {
    const leases = new Leases(100_000);
    expect([110_000, 116_000].map((now) => leases.hasEnded('b', now, 15_000))).toEqual([false, true]);
  });

  it('are not moved by a message that is no heartbeat', () => {
    const leases = new Leases(0);
    leases.hear({ runner_id: 'b' }, 10_000);
    expect(leases.hasEnded('b', 16_000, 15_000)).toBe(true);
  });
});
