import type { TaskView } from '@reprise/contracts';
import { measuredTask } from '../testing/measured-task.ts';
import { resourcesCsv } from './resources-csv.ts';
import { summarizeResources as summarize } from './summarize-resources.ts';

const RATES = { prices: null, coreWatts: 12, pue: 1.56, carbonIntensity: 475 };
const summarizeResources = (tasks: readonly TaskView[]) => summarize([tasks], RATES);

const GB = 2 ** 30;

describe('the resources of the tasks of a job', () => {
  it('are compared by step, with the least, median and greatest of its tasks', () => {
    const tasks = [3, 8, 1, 4].map((gb, n) => measuredTask(`aa/${String(n)}`, { peak_rss: gb * GB }));
    const { steps } = summarizeResources([...tasks, measuredTask('bb/0', { process: 'WES:CALL', step: 'Calling' })]);
    expect(steps.map(({ step, tasks: number }) => [step, number])).toEqual([
      ['Alignment', 4],
      ['Calling', 1],
    ]);
    expect(steps[0]).toMatchObject({
      memory: {
        requested: { tasks: 4, min: 64 * GB, median: 64 * GB, max: 64 * GB },
        used: { tasks: 4, min: GB, lower_quartile: 2.5 * GB, median: 3.5 * GB, upper_quartile: 5 * GB, max: 8 * GB },
      },
      cpus: { requested: { median: 4 }, used: { median: 0.5 } },
      time_ms: { requested: { median: 4 * 3_600_000 }, used: { median: 3_600_000 } },
    });
  });

  it('are summed up in hours of CPUs and memory', () => {
    const tasks = [measuredTask('aa/0'), measuredTask('aa/1', { resources: { realtime_ms: 1_800_000 } })];
    expect(summarizeResources(tasks)).toMatchObject({
      tasks: 2,
      cpu_hours: { requested: 6, used: 0.75 },
      memory_gb_hours: { requested: 96, used: 12 },
    });
  });

  it('count a task that later attempts took from the cache once', () => {
    const cached = measuredTask('aa/0', { attempt: 2, status: 'cached' });
    expect(summarizeResources([measuredTask('aa/0'), cached])).toMatchObject({ tasks: 1, cpu_hours: { requested: 4 } });
  });

  it('count a task again that a restart ran again under the same hash', () => {
    const again = [1, 2, 3].map((attempt) => measuredTask('aa/0', { attempt }));
    const cached = measuredTask('aa/0', { attempt: 4, status: 'cached' });
    expect(summarizeResources([...again, cached])).toMatchObject({
      tasks: 3,
      cpu_hours: { requested: 12 },
      steps: [{ tasks: 3 }],
    });
  });

  it('of a task that an earlier release ran are its measured ones, and from the cache what it requested', () => {
    const earlier = measuredTask('aa/0', { resources: null });
    expect(summarizeResources([earlier])).toMatchObject({
      tasks_without_requests: 1,
      cpu_hours: { requested: null, used: 0.5 },
      steps: [{ memory: { requested: null, used: { max: 8 * GB } }, time_ms: { used: { max: 3_600_000 } } }],
    });
    const cached = measuredTask('aa/0', { attempt: 2, status: 'cached' });
    expect(summarizeResources([earlier, cached])).toMatchObject({
      tasks_without_requests: 0,
      cpu_hours: { requested: 4, used: 0.5 },
    });
  });

  it('do not include tasks that did not run to their end', () => {
    const stopped = measuredTask('aa/0', { status: 'aborted', resources: { realtime_ms: null } });
    const running = measuredTask('aa/1', { status: 'running', completed_at: null, resources: null });
    const stored = measuredTask('stored/A', { status: 'cached', started_at: null, resources: null });
    const nothing = { requested: null, used: null };
    expect(summarizeResources([stopped, running, stored])).toEqual({
      tasks: 0,
      tasks_without_requests: 0,
      cpu_hours: nothing,
      memory_gb_hours: nothing,
      waiting: { queue_ms: null, executor_ms: null },
      footprint: { cost: null, energy_kwh: null, co2e_g: null },
      basis: { currency: null, factors: expect.any(Array) as unknown },
      steps: [],
    });
  });

  it('have the times that tasks waited for their executor, apart from those that they ran', () => {
    const tasks = [1000, 3000].map((ms, n) =>
      measuredTask(`aa/${String(n)}`, { started_at: new Date(Date.parse('2026-03-01T09:00:00Z') + ms).toISOString() }),
    );
    const { waiting, steps } = summarize([tasks], RATES, 5000);
    expect(waiting).toEqual({ queue_ms: 5000, executor_ms: 4000 });
    expect(steps[0]).toMatchObject({
      wait_ms: { min: 1000, median: 2000, max: 3000 },
      time_ms: { used: { min: 3_600_000 } },
    });
  });

  it('of several jobs count tasks of different jobs with the same hash', () => {
    expect(summarize([[measuredTask('aa/0')], [measuredTask('aa/0', { status: 'cached' })]], RATES).tasks).toBe(2);
  });

  it('are a row for each step in the CSV, empty where they are unknown', () => {
    const task = measuredTask('aa/0', { step: '=1+1', peak_rss: null, resources: { time_ms: null } });
    const [titles, row, rest] = resourcesCsv(summarizeResources([task])).split('\r\n');
    const cells = Object.fromEntries(titles!.split(',').map((title, n) => [title, row!.split(',')[n]]));
    expect(rest).toBe('');
    expect(cells).toMatchObject({
      process: 'WES:ALIGN',
      step: "'=1+1",
      tasks: '1',
      cpus_requested_min: '4',
      cpus_used_median: '0.5',
      memory_bytes_requested_max: String(64 * GB),
      memory_bytes_used_max: '',
      time_ms_requested_median: '',
      time_ms_used_median: '3600000',
      cpu_hours_requested: '4',
      memory_gb_hours_used: '',
      wait_ms_median: '0',
      cost: '',
    });
    expect(Number(cells['co2e_g'])).toBeGreaterThan(0);
  });
});
