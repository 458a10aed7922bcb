import type { ProjectorView } from '@reprise/contracts';
import type { Registry } from 'prom-client';
import { gaugeOf } from '../shared/metrics/gauge-of.ts';

/** Registers how far the projection is behind the log. */
export function measureProjection(registry: Registry, view: () => ProjectorView): void {
  const gauge = (name: string, help: string, valueOf: (view: ProjectorView) => number) =>
    gaugeOf(registry, { name, help, read: () => valueOf(view()) });
  gauge('reprise_log_last_sequence', 'Events in the log; its rate is the rate of events', ({ head }) => head);
  gauge('reprise_projection_position', 'Last sequence that can be read', ({ last_seq }) => last_seq);
  gauge('reprise_projection_lag_events', 'Events that cannot be read yet', ({ lag }) => lag);
  gauge('reprise_projection_lag_seconds', 'How long it has been behind', ({ lag_ms }) => lag_ms / 1000);
  gauge('reprise_projection_events_per_second', 'Events taken in, lately', (view) => view.events_per_second);
}
