import type { ResourceSums } from '@reprise/provenance/contract';
import { answerBatch } from './batch.ts';
import type { Fakes } from './fakes.ts';

/** Replaces the sums by those of a month of a laboratory with prices, because the showroom runs only for minutes. */
export const answerUsage = ({ change }: Fakes): void =>
  change(/\/api\/resources\?/, (body) => ({ ...body, ...sumsOf(body as unknown as ResourceSums) }));

export function answerBatchUsage(fakes: Fakes): void {
  answerBatch(fakes);
  answerUsage(fakes);
}

/** The same by the values of a label. */
export const answerUsageByLabel = ({ change }: Fakes): void =>
  change(/\/api\/resources\?/, (body) => ({
    ...body,
    ...sumsOf(body as unknown as ResourceSums),
    groups: [
      { name: 'project=cardio', ...of(244, 811) },
      { name: 'project=research', ...of(131, 402) },
      { name: null, ...of(37, 23) },
    ],
  }));

/** @param hours real time of the tasks of all jobs */
const of = (jobs: number, hours: number) => ({
  jobs,
  tasks: jobs * 14,
  tasks_without_requests: 0,
  cpu_hours: { requested: hours * 4, used: hours * 1.9 },
  memory_gb_hours: { requested: hours * 32, used: hours * 11.4 },
  waiting: { queue_ms: jobs * 260_000, executor_ms: jobs * 14_000 },
  footprint: { cost: hours * (4 * 0.04 + 32 * 0.005), energy_kwh: hours * 0.054, co2e_g: hours * 0.054 * 475 },
});

function sumsOf({ basis }: ResourceSums): ResourceSums {
  const price = { unit: 'EUR', source: 'setting REPRISE_PRICES' };
  const prices = [
    { name: 'cpu_hour' as const, label: 'Price of a CPU hour', value: 0.04, ...price },
    { name: 'gb_hour' as const, label: 'Price of a GB hour of memory', value: 0.005, ...price },
  ];
  return {
    ...of(412, 1236),
    groups: [
      { name: 'panel', ...of(230, 253) },
      { name: 'wes', ...of(182, 983) },
    ],
    pipelines: ['panel', 'wes'],
    label_keys: ['project', 'run'],
    basis: { currency: 'EUR', factors: [...prices, ...basis.factors] },
  };
}
