import type { Basis } from './footprint.ts';
import type { JobResources, PipelineResources } from './resources.ts';
import type { ResourceSums } from './resource-sums.ts';

const GB = 2 ** 30;
const spread = (min: number, lower_quartile: number, median: number, upper_quartile: number, max: number) => ({
  tasks: 12,
  min,
  lower_quartile,
  median,
  upper_quartile,
  max,
});
const same = (value: number) => spread(value, value, value, value, value);

const footprint = { cost: 2.88, energy_kwh: 0.44, co2e_g: 209 };
const basis: Basis = {
  currency: 'EUR',
  factors: [
    { name: 'cpu_hour', label: 'CPU hour', value: 0.04, unit: 'EUR', source: 'REPRISE_PRICES' },
    { name: 'pue', label: 'Power usage effectiveness', value: 1.2, unit: '', source: 'REPRISE_PUE' },
  ],
};
const sums = {
  cpu_hours: { requested: 24, used: 11.5 },
  memory_gb_hours: { requested: 384, used: 51 },
  waiting: { queue_ms: 4000, executor_ms: 24_000 },
  footprint,
};

export const resourcesExample: JobResources = {
  tasks: 12,
  tasks_without_requests: 0,
  ...sums,
  basis,
  steps: [
    {
      process: 'WES:ALIGN',
      step: 'Alignment',
      tasks: 12,
      cpus: { requested: same(4), used: spread(1.6, 1.8, 1.9, 2, 2.2) },
      memory: { requested: same(64 * GB), used: spread(7.1 * GB, 8 * GB, 8.4 * GB, 8.6 * GB, 8.9 * GB) },
      time_ms: { requested: null, used: spread(1_500_000, 1_700_000, 1_800_000, 1_900_000, 2_100_000) },
      wait_ms: same(2000),
      cpu_hours: { requested: 24, used: 11.5 },
      memory_gb_hours: { requested: 384, used: 51 },
      footprint,
      advice: {
        directives: [
          {
            directive: 'memory',
            tasks: 12,
            requested: 64 * GB,
            greatest_use: 8.9 * GB,
            margin_percent: 25,
            advised: 12 * GB,
            written: '12.GB',
            saved_hours: 312,
          },
        ],
        config: "process {\n  withName: 'WES:ALIGN' {\n    memory = 12.GB\n  }\n}",
      },
      no_advice: null,
    },
  ],
};

export const pipelineResourcesExample: PipelineResources = { pipeline: 'wes', jobs: 20, ...resourcesExample };

const sumsExample = { jobs: 1, tasks: 12, tasks_without_requests: 0, ...sums };
export const resourceSumsExample: ResourceSums = {
  ...sumsExample,
  groups: [{ name: 'wes', ...sumsExample }],
  pipelines: ['wes'],
  label_keys: ['project', 'run'],
  basis,
};
