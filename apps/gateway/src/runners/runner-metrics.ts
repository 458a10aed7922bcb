import type { Registry } from 'prom-client';
import type { HeardRunner } from '../shared/runners/runners.ts';
import { gaugeOf } from '../shared/metrics/gauge-of.ts';

/** Registers the metrics of the runners with a valid lease. */
export function measureRunners(registry: Registry, list: () => readonly HeardRunner[]): void {
  const gauge = (name: string, help: string, valueOf: (runner: HeardRunner) => number) => {
    const read = () =>
      list()
        .filter(({ alive }) => alive)
        .reduce((total, runner) => total + valueOf(runner), 0);
    gaugeOf(registry, { name, help, read });
  };
  gauge('reprise_runners_alive', 'Runners with a valid lease', () => 1);
  gauge('reprise_runner_slots', 'Slots of the runners alive', ({ slots }) => slots);
  gauge(
    'reprise_runner_slots_taken',
    'Slots of them that are taken: by attempts that run, start or end',
    ({ slots_taken }) => slots_taken,
  );
}
