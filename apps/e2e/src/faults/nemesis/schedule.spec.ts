import { random } from '@reprise/testing/random';
import { faultKinds, signalAndVictim } from '../record/kinds.ts';
import { drawFaults } from './schedule.ts';

describe('the schedule of faults', () => {
  it('is equal for the same seed, and different for another', () => {
    expect(drawFaults(random(7), faultKinds, 60, 1)).toEqual(drawFaults(random(7), faultKinds, 60, 1));
    expect(drawFaults(random(8), faultKinds, 60, 1)).not.toEqual(drawFaults(random(7), faultKinds, 60, 1));
  });

  it.each([1, 2])('has about as many faults per second as requested (%i), in order and within the round', (rate) => {
    const faults = drawFaults(random(1), faultKinds, 600, rate);
    expect(faults.length / rate).toBeGreaterThan(500);
    expect(faults.length / rate).toBeLessThan(700);
    const times = faults.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(600_000);
  });

  it('uses every kind, or only the requested ones', () => {
    const kinds = new Set(drawFaults(random(3), faultKinds, 1_000, 1).map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([...faultKinds].toSorted());
    const faults = drawFaults(random(3), ['kill-nats', 'reset'], 100, 1);
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['kill-nats', 'reset']));
  });

  it('stops a process for 1 to 20 seconds, or kills it at once', () => {
    const faults = drawFaults(random(5), ['stop-runner', 'kill-runner'], 400, 1);
    const stops = faults.filter(({ kind }) => kind === 'stop-runner').map(({ duration }) => duration);
    expect(Math.min(...stops)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...stops)).toBeLessThanOrEqual(20_000);
    expect(faults.filter(({ kind }) => kind === 'kill-runner').every(({ duration }) => duration === 0)).toBe(true);
  });
});

describe('a kind of fault', () => {
  it('names its signal and its target', () => {
    expect(signalAndVictim('term-postgres')).toEqual({ signal: 'SIGTERM', victim: 'postgres' });
    expect(signalAndVictim('kill-services')).toBeUndefined();
    expect(signalAndVictim('reset')).toBeUndefined();
  });
});
