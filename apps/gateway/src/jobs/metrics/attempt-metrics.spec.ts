import type { AttemptCount } from '@reprise/read-model';
import { Registry } from 'prom-client';
import { measureAttempts } from './attempt-metrics.ts';

async function figuresOf(...scrapes: (readonly AttemptCount[] | null)[]): Promise<string[]> {
  const registry = new Registry();
  let counts: readonly AttemptCount[] | null = null;
  measureAttempts(registry, () => Promise.resolve(counts));
  let figures = '';
  for (counts of scrapes) figures = await registry.metrics();
  return figures.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const counts: AttemptCount[] = [
  { status: 'pending', cause: null, count: 3, started: 0 },
  { status: 'running', cause: null, count: 2, started: 2 },
  { status: 'succeeded', cause: null, count: 40, started: 40 },
  { status: 'failed', cause: 'error', count: 5, started: 5 },
  { status: 'failed', cause: 'start_failed', count: 1, started: 0 },
  { status: 'cancelled', cause: 'cancelled', count: 4, started: 3 },
];

describe('the figures of attempts', () => {
  it('count running, started and ended attempts, by outcome and cause, however often they are read', async () => {
    expect(await figuresOf(counts, counts)).toEqual([
      'reprise_attempts_running 2',
      'reprise_attempts_started_total 50',
      'reprise_attempts_ended_total{outcome="succeeded",cause=""} 40',
      'reprise_attempts_ended_total{outcome="cancelled",cause=""} 4',
      'reprise_attempts_ended_total{outcome="failed",cause="error"} 5',
      'reprise_attempts_ended_total{outcome="failed",cause="killed"} 0',
      'reprise_attempts_ended_total{outcome="failed",cause="runner_lost"} 0',
      'reprise_attempts_ended_total{outcome="failed",cause="start_failed"} 1',
      'reprise_attempts_ended_total{outcome="failed",cause="abandoned"} 0',
    ]);
  });

  it('are absent instead of zero while they cannot be read', async () => {
    expect(await figuresOf(counts, null)).toEqual([]);
  });
});
