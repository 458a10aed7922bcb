import type { ProjectorStatus } from '@reprise/read-model';
import { Lag } from './lag.ts';

const status = (lag: number): ProjectorStatus => ({
  state: 'following',
  position: 10,
  head: 10 + lag,
  lag,
  events_per_second: 0,
  problem: null,
});

describe('the lag of the projector', () => {
  it('reports since when it exists, and restarts after the projector caught up', () => {
    const lag = new Lag(0);
    expect(lag.view(status(0), 1_000).lag_ms).toBe(0);
    expect(lag.view(status(3), 2_000).lag_ms).toBe(1_000);
    expect(lag.view(status(2), 5_000).lag_ms).toBe(4_000);
    expect(lag.view(status(0), 6_000).lag_ms).toBe(0);
    expect(lag.view(status(1), 6_500).lag_ms).toBe(500);
  });
});
