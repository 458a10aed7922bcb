import { resourceLines } from './job-resources.ts';

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

describe('the resources of a job on the command line', () => {
  const sums = {
    cpu_hours: { requested: 24, used: 11.5 },
    memory_gb_hours: { requested: null, used: 51 },
    waiting: { queue_ms: 4000, executor_ms: null },
    footprint: { cost: null, energy_kwh: null, co2e_g: null },
    basis: { currency: null, factors: [] },
  };
  const step = {
    process: 'WES:ALIGN',
    step: 'Alignment',
    tasks: 12,
    cpus: { requested: same(4), used: spread(1.6, 1.8, 1.9, 2, 2.2) },
    memory: { requested: null, used: spread(7.1 * GB, 8 * GB, 8.4 * GB, 8.6 * GB, 8.9 * GB) },
    time_ms: { requested: same(7_200_000), used: same(1_800_000) },
    wait_ms: same(2000),
    ...sums,
    advice: null,
    no_advice: 'unknown_requests' as const,
  };

  it('are a table of the steps, with sums and the number of unknown requests', () => {
    const lines = resourceLines({ tasks: 12, tasks_without_requests: 12, steps: [step], ...sums }, 200);
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'STEP | TASKS | MEMORY REQUESTED | USED | CPUS REQUESTED | USED | TIME REQUESTED | USED | WAITED',
      'Alignment | 12 | – | 7.1 GB · 8.4 GB · 8.9 GB | 4 | 1.6 · 1.9 · 2.2 | 2 h 00 m | 30 m 00 s | 2.0 s',
      '',
      'CPU hours | 11.5 used, 24 requested',
      'Memory GB hours | 51 used, – requested',
      'Waited in the queue | 4.0 s',
      'Waited for executors | –',
      'Requests are unknown for 12 of 12 tasks: an earlier release ran them, or Nextflow ended before it traced them.',
    ]);
  });

  it('have no waits and no footprint from a server of an earlier release', () => {
    const { waiting: _, footprint: _f, basis: _b, ...earlierSums } = sums;
    const { waiting: _w, footprint: _p, basis: _a, wait_ms: _m, ...earlierStep } = step;
    const earlier = { tasks: 12, tasks_without_requests: 0, steps: [earlierStep], ...earlierSums };
    const lines = resourceLines(earlier as unknown as Parameters<typeof resourceLines>[0], 200);
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'STEP | TASKS | MEMORY REQUESTED | USED | CPUS REQUESTED | USED | TIME REQUESTED | USED | WAITED',
      'Alignment | 12 | – | 7.1 GB · 8.4 GB · 8.9 GB | 4 | 1.6 · 1.9 · 2.2 | 2 h 00 m | 30 m 00 s | –',
      '',
      'CPU hours | 11.5 used, 24 requested',
      'Memory GB hours | 51 used, – requested',
    ]);
  });

  it('have cost, energy and carbon footprint with their prices and factors', () => {
    const footprint = { cost: 2.884, energy_kwh: 4.4, co2e_g: 2090 };
    const factors = [
      {
        name: 'pue' as const,
        label: 'Power usage effectiveness (PUE)',
        value: 1.2,
        unit: '',
        source: 'setting REPRISE_PUE',
      },
    ];
    const basis = { currency: 'EUR', factors };
    const resources = { ...sums, tasks: 12, tasks_without_requests: 0, steps: [], footprint, basis };
    expect(resourceLines(resources, 200).slice(-6)).toEqual([
      'Cost                  2.88 EUR',
      'Energy                4.4 kWh',
      'Carbon footprint      2.1 kg CO2e',
      '',
      'From these prices and factors',
      'Power usage effectiveness (PUE): 1.2 (setting REPRISE_PUE)',
    ]);
  });

  it('end with the advice for a step and its config', () => {
    const memory = {
      directive: 'memory' as const,
      tasks: 12,
      requested: 64 * GB,
      greatest_use: 8.9 * GB,
      margin_percent: 25,
      advised: 12 * GB,
      written: '12.GB',
      saved_hours: 312,
    };
    const advice = { directives: [memory], config: 'process {\n}' };
    const lines = resourceLines({ tasks: 12, tasks_without_requests: 0, steps: [{ ...step, advice }], ...sums }, 200);
    expect(lines.slice(-4)).toEqual([
      'Advice for Alignment',
      expect.stringMatching(/^memory: 12 GB instead of 64 GB\. /),
      '',
      'process {\n}',
    ]);
  });

  it('say that there are none before a task has ended', () => {
    expect(resourceLines({ tasks: 0, tasks_without_requests: 0, steps: [], ...sums }, 80)).toEqual([
      'No task has ended yet.',
    ]);
  });
});
