import { randomUUID } from 'node:crypto';
import type { TaskView } from '@reprise/contracts';
import { makeEvent } from '@reprise/event-log';
import { startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { rebuild } from '@reprise/read-model';
import type { JobResources, PipelineResources, ResourceSums } from '../../contract/index.ts';
import { measuredTask } from '../testing/measured-task.ts';

const GB = 2 ** 30;
const PRICES = { cpu_hour: 0.04, gb_hour: 0.005, currency: 'EUR' };
/** This month and the next one, because jobs are submitted now. */
const [THIS, NEXT] = [0, 1].map((months) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months)).toISOString().slice(0, 7);
}) as [string, string];
const at = (month: string, time = '10:00:00') => `${month}-15T${time}.000Z`;

describe('the sums of resources', () => {
  let servers: Servers;
  let gateway: TestGateway;
  let first: string;
  let second: string;
  beforeAll(async () => {
    servers = await startServers();
    const rates = { prices: PRICES, coreWatts: 12, pue: 1.56, carbonIntensity: 475 };
    gateway = await TestGateway.start(servers, { rates });
    first = await submit({ run: '2026-48', project: 'cardio' });
    await ran(first, measuredTask('aa/1', { started_at: at(THIS, '09:00:00'), completed_at: at(THIS) }));
    await ran(first, measuredTask('aa/2', { started_at: at(NEXT, '09:00:00'), completed_at: at(NEXT) }));
    second = await submit({ run: '2026-44' });
    await ran(second, measuredTask('aa/1', { completed_at: at(THIS), resources: { realtime_ms: 1_800_000 } }));
    await gateway.runner.succeed(second);
  });
  afterAll(async () => {
    await gateway.stop();
    await servers.stop();
  });

  async function submit(labels: Record<string, string>): Promise<string> {
    const body = { pipeline: 'toy', sample_name: 'A', params: { input_dir: './demo/S1' }, labels };
    const { job_id } = await gateway.accepted('/api/jobs', body);
    await gateway.runner.start(job_id, 1, {});
    return job_id;
  }

  /** Records the end of a task; without `resources`, as a release up to 0.2.0 did. */
  async function ran(jobId: string, task: TaskView): Promise<void> {
    const { status: _, tries, native_id: __, cache_miss: ___, resources, ...facts } = task;
    const data = { ...facts, ...(resources && { resources }), try: tries };
    const event = { type: 'task_completed' as const, subject: jobId, data };
    await gateway.log.append(
      makeEvent(event, {
        id: randomUUID(),
        time: new Date().toISOString(),
        actor: 'runner:runner-a',
        source: '/reprise/runner/runner-a',
        correlation_id: 'c',
        causation_id: 'c',
      }),
    );
  }
  const upToNow = async (path: string) =>
    `${path}${path.includes('?') ? '&' : '?'}min_seq=${String((await gateway.log.head()).last_seq)}`;
  const sums = async (query: string) => gateway.get<ResourceSums>(await upToNow(`/api/resources${query}`));
  async function csv(query: string): Promise<Record<string, string>[]> {
    const response = await gateway.fetch(await upToNow(`/api/resources.csv${query}`));
    const [titles, ...rows] = (await response.text()).trimEnd().split('\r\n');
    return rows.map((row) => Object.fromEntries(titles!.split(',').map((title, n) => [title, row.split(',')[n]!])));
  }

  it('are those of all jobs, or of a label, with cost and energy', async () => {
    const all = await sums('');
    expect(all).toMatchObject({ jobs: 2, tasks: 3, cpu_hours: { requested: 10, used: 1.25 } });
    expect(all.footprint.cost).toBeCloseTo(2.5 * (4 * 0.04 + 64 * 0.005));
    expect(all.footprint.energy_kwh).toBeCloseTo(2.5 * (0.5 * 12 + 64 * 0.3725) * 1.56 * 0.001);
    expect(all.waiting.queue_ms).toBeGreaterThanOrEqual(0);
    expect(all.groups).toEqual([expect.objectContaining({ name: 'toy', jobs: 2, tasks: 3 })]);
    expect(all).toMatchObject({ pipelines: ['toy'], label_keys: ['project', 'run'] });
    expect(await sums('?label=run=2026-48')).toMatchObject({ jobs: 1, tasks: 2, cpu_hours: { requested: 8 } });
    expect(await sums('?label=run=2026-48&label=project=cardio')).toMatchObject({ jobs: 1 });
    expect(await sums('?label=run=2026-44&label=project=cardio')).toMatchObject({ jobs: 0, groups: [] });
  });

  it('of a month are those of the tasks that ended in it', async () => {
    expect(await sums(`?month=${THIS}`)).toMatchObject({ jobs: 2, tasks: 2, cpu_hours: { requested: 6 } });
    expect(await sums(`?month=${NEXT}`)).toMatchObject({ jobs: 1, tasks: 1, cpu_hours: { requested: 4 } });
    expect(await sums(`?month=${NEXT}&label=run=2026-44`)).toMatchObject({
      jobs: 0,
      tasks: 0,
      footprint: { cost: null },
    });
    expect((await gateway.fetch('/api/resources?month=2026-13')).status).toBe(422);
  });

  it('are by month those of the tasks that ended and the attempts that started in each', async () => {
    const { jobs, groups, waiting } = await sums('?by=month');
    expect([jobs, ...groups.map((month) => [month.name, month.jobs, month.tasks])]).toEqual([
      2,
      [THIS, 2, 2],
      [NEXT, 1, 1],
    ]);
    expect(groups.map((month) => month.waiting.queue_ms)).toEqual([waiting.queue_ms, null]);
    const [one] = (await sums(`?by=month&month=${NEXT}`)).groups;
    expect(one).toEqual(groups[1]);
  });

  it('are a row for each label in the CSV by label', async () => {
    const rows = await csv('?by=label');
    expect(rows.map(({ label, jobs, tasks }) => [label, jobs, tasks])).toEqual([
      ['project=cardio', '1', '2'],
      ['run=2026-44', '1', '1'],
      ['run=2026-48', '1', '2'],
    ]);
    expect((await csv('?by=label:project')).map(({ label, jobs }) => [label, jobs])).toEqual([
      ['project=cardio', '1'],
      ['', '1'],
    ]);
    expect((await gateway.fetch('/api/resources?by=label:')).status).toBe(422);
  });

  it('are a row for each job in the CSV, whose columns sum up to them', async () => {
    const rows = await csv('');
    expect(rows.map(({ job_id, labels, currency }) => [job_id, labels, currency])).toEqual([
      [first, 'run=2026-48 project=cardio', 'EUR'],
      [second, 'run=2026-44', 'EUR'],
    ]);
    const { footprint, tasks } = await sums('');
    const column = (name: string) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
    expect(column('tasks')).toBe(tasks);
    expect(column('cost')).toBeCloseTo(footprint.cost!);
    expect(column('co2e_g')).toBeCloseTo(footprint.co2e_g!);
    expect(await csv('?label=run=none')).toEqual([]);
  });

  it('of the latest jobs of a pipeline are by step', async () => {
    const { jobs, steps } = await gateway.get<PipelineResources>(await upToNow('/api/pipelines/toy/resources?jobs=5'));
    expect([jobs, steps.map(({ process, tasks }) => [process, tasks])]).toEqual([1, [['WES:ALIGN', 1]]]);
    expect(await gateway.get('/api/pipelines/none/resources')).toMatchObject({ jobs: 0, tasks: 0, steps: [] });
  });

  it('contain what events of an earlier release hold, and count the tasks whose requests are unknown', async () => {
    const earlier = await submit({ run: 'earlier' });
    await ran(earlier, measuredTask('aa/1', { completed_at: at('2026-03'), resources: null }));
    expect(await sums('?label=run=earlier')).toMatchObject({
      tasks: 1,
      tasks_without_requests: 1,
      cpu_hours: { requested: null },
      footprint: { cost: null, energy_kwh: null },
    });
    const { steps } = await gateway.get<JobResources>(`/api/jobs/${earlier}/resources`);
    expect(steps[0]).toMatchObject({
      memory: { requested: null, used: { max: 8 * GB } },
      time_ms: { requested: null, used: { tasks: 1 } },
      no_advice: 'few_tasks',
    });
  });

  it('are the same after a rebuild of the tables from the log', async () => {
    const read = async () => [
      await sums(''),
      await sums('?by=month'),
      await csv(`?month=${THIS}`),
      await gateway.get<JobResources>(await upToNow(`/api/jobs/${first}/resources`)),
    ];
    const before = await read();
    const { compared } = await rebuild({ databaseUrl: servers.postgres.url, log: gateway.log });
    expect(compared).toMatchObject({ differing: [] });
    expect(await read()).toEqual(before);
  });
});
