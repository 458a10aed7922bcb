import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { JobsSummary, ProjectorView, RunnerView, WebhookDeliveryStatus } from '@reprise/contracts';
import type { CommandName } from '@reprise/contracts';
import type { Outcome } from '../../jobs/commands/job-commands.ts';
import { measureAttempts, type ReadAttempts } from './measure-attempts.ts';

/** What the gauges are read from when somebody scrapes; null where it can't be read now. */
export interface Sources {
  readonly projection: () => ProjectorView;
  readonly runners: () => readonly RunnerView[];
  readonly jobs: () => Promise<JobsSummary | null>;
  readonly attempts: ReadAttempts;
  readonly pendingDeliveries: () => Promise<number | null>;
}

/** The figures of this gateway for Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#histogram('reprise_http_request_duration_seconds', 'Answered requests', [
    'method',
    'route',
    'status',
  ]);
  readonly #commands = new Counter({
    name: 'reprise_commands_total',
    help: 'Commands by what came of them',
    labelNames: ['command', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly #deliveries = new Counter({
    name: 'reprise_webhook_deliveries_total',
    help: 'Deliveries of events to webhooks that this gateway ended, by how',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });
  readonly #listeners = this.#gauge('reprise_stream_listeners', 'Open streams of changes');

  constructor(sources: Sources) {
    collectDefaultMetrics({ register: this.registry });
    const projection = (name: string, help: string, read: (view: ProjectorView) => number) =>
      this.#gauge(name, help, () => read(sources.projection()));
    projection('reprise_log_last_sequence', 'Events in the log; its rate is the rate of events', ({ head }) => head);
    projection('reprise_projection_position', 'Last sequence that can be read', ({ last_seq }) => last_seq);
    projection('reprise_projection_lag_events', 'Events that cannot be read yet', ({ lag }) => lag);
    projection('reprise_projection_lag_seconds', 'How long it has been behind', ({ lag_ms }) => lag_ms / 1000);
    projection('reprise_projection_events_per_second', 'Events taken in, lately', (view) => view.events_per_second);
    const runners = (name: string, help: string, read: (alive: readonly RunnerView[]) => number) =>
      this.#gauge(name, help, () => read(sources.runners().filter(({ alive }) => alive)));
    runners('reprise_runners_alive', 'Runners whose lease holds', (alive) => alive.length);
    runners('reprise_runner_slots', 'Slots of the runners alive', (alive) => sum(alive, ({ slots }) => slots));
    runners('reprise_runner_slots_taken', 'Slots of them that are taken: by attempts that run, start or end', (alive) =>
      sum(alive, ({ slots_taken }) => slots_taken),
    );
    this.#jobs(sources.jobs);
    measureAttempts(this.registry, sources.attempts);
    for (const outcome of ['delivered', 'failed'] as const) this.#deliveries.inc({ outcome }, 0);
    this.#pendingDeliveries(sources.pendingDeliveries);
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  command(command: CommandName, outcome: Outcome): void {
    this.#commands.inc({ command, outcome });
  }

  delivery(outcome: Exclude<WebhookDeliveryStatus, 'pending'>): void {
    this.#deliveries.inc({ outcome });
  }

  listeners(change: 1 | -1): void {
    this.#listeners.inc(change);
  }

  #jobs(read: Sources['jobs']): void {
    new Gauge({
      name: 'reprise_jobs',
      help: 'Jobs by status',
      labelNames: ['status'] as const,
      registers: [this.registry],
      async collect() {
        this.reset();
        const { total: _, ...byStatus } = (await read()) ?? { total: 0 };
        for (const [status, count] of Object.entries(byStatus)) this.set({ status }, count);
      },
    });
  }

  #pendingDeliveries(read: Sources['pendingDeliveries']): void {
    new Gauge({
      name: 'reprise_webhook_deliveries_pending',
      help: 'Deliveries of webhooks that are not over, of all gateways',
      registers: [this.registry],
      async collect() {
        const pending = await read();
        if (pending === null) this.remove();
        else this.set(pending);
      },
    });
  }

  #gauge(name: string, help: string, read?: () => number): Gauge {
    return new Gauge({
      name,
      help,
      registers: [this.registry],
      ...(read && {
        collect() {
          this.set(read());
        },
      }),
    });
  }

  #histogram<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

const sum = <T>(items: readonly T[], read: (item: T) => number) => items.reduce((total, item) => total + read(item), 0);
