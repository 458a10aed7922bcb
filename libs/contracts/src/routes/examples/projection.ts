import type { ProjectionView } from '../../views/system.ts';

const projection: ProjectionView = {
  state: 'following',
  last_seq: 1042,
  head: 1042,
  lag: 0,
  lag_ms: 0,
  events_per_second: 3.2,
  problem: null,
  last_rebuild: { finished_at: '2026-11-24T03:10:00.000Z', events: 1000, duration_ms: 420 },
};

export const projectionExample = projection;
