import { Leases } from './leases.ts';

const LEASE_MS = 15_000;

const beat = (runner_id: string, lease_ms = LEASE_MS) => ({
  runner_id,
  storage_id: 's',
  slots: 1,
  slots_taken: 0,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
  lease_ms,
});

/** Runner a's view of the leases. Runners send a heartbeat every 5 s. */
class Listener {
  readonly leases = new Leases({ runnerId: 'a', leaseMs: LEASE_MS, now: 0 });

  hears(from: number, to: number, ...runners: string[]): void {
    for (let now = from; now <= to; now += 5_000) runners.forEach((runner) => this.leases.hear(beat(runner), now));
  }
}

describe('the lease of another runner', () => {
  let a: Listener;
  beforeEach(() => (a = new Listener()));

  it('ends after a silence longer than the lease, while our own heartbeats are heard', () => {
    a.hears(5_000, 20_000, 'a', 'b');
    a.hears(25_000, 35_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(false);
    a.hears(40_000, 40_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(true);
  });

  it('counts from our own start for a runner that was never heard, so that a new runner takes nothing from others', () => {
    a.hears(5_000, 15_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(false);
    a.hears(20_000, 20_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(true);
  });

  it.each([8_000, 14_000, 60_000, 3_600_000])(
    'does not end when no runner is heard for %d ms, ourselves included',
    (away) => {
      a.hears(5_000, 20_000, 'b');
      a.hears(6_000, 21_000, 'a');
      expect(a.leases.hasEnded('b')).toBe(false);
      // The first heartbeat afterwards is the runner's own; the heartbeat of b follows.
      a.hears(21_000 + away, 21_000 + away, 'a');
      expect(a.leases.hasEnded('b')).toBe(false);
      a.hears(24_000 + away, 44_000 + away, 'b');
      a.hears(26_000 + away, 46_000 + away, 'a');
      expect(a.leases.hasEnded('b')).toBe(false);
    },
  );

  it('ends for a runner that stays silent once others are heard again', () => {
    a.hears(5_000, 20_000, 'a', 'b');
    a.hears(80_000, 95_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(false);
    a.hears(100_000, 100_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(true);
  });

  it("uses the other runner's duration if that is longer than ours", () => {
    a.leases.hear(beat('b', 60_000), 5_000);
    a.hears(5_000, 65_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(false);
    a.hears(70_000, 70_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(true);
  });

  it('marks a storage as lost only after every runner that has it is silent', () => {
    const hears = (storage_id: string, runner: string, now: number) =>
      a.leases.hear({ ...beat(runner), storage_id }, now);
    for (let now = 5_000; now <= 20_000; now += 5_000) ['b', 'c'].forEach((runner) => hears('shared', runner, now));
    a.hears(5_000, 20_000, 'a');
    for (let now = 25_000; now <= 40_000; now += 5_000) {
      hears('shared', 'c', now);
      a.hears(now, now, 'a');
    }
    expect([a.leases.hasEnded('b'), a.leases.hasLostStorage('shared')]).toEqual([true, false]);
    a.hears(45_000, 60_000, 'a');
    expect(a.leases.hasLostStorage('shared')).toBe(true);
  });

  it('ignores messages that are not heartbeats', () => {
    a.leases.hear({ runner_id: 'b' }, 10_000);
    a.hears(5_000, 20_000, 'a');
    expect(a.leases.hasEnded('b')).toBe(true);
  });
});
