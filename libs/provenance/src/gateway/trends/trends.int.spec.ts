import { derivedId, makeEvent } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { PipelineTrends } from '../../contract/index.ts';

describe('the trends of a pipeline', () => {
  let servers: Servers;
  let gateway: TestGateway;
  beforeAll(async () => {
    servers = await startServers();
    gateway = await TestGateway.start(servers);
  });
  afterAll(async () => {
    await gateway.stop();
    await servers.stop();
  });

  const metric = (value: number | null) => ({
    name: 'depth',
    label: 'Mean depth',
    unit: 'x',
    value,
    verdict: null,
    warn: null,
    fail: null,
  });
  /** Appends a measurement of as many samples as there are values. */
  async function measure(jobId: string, values: readonly (number | null)[]): Promise<void> {
    const samples = values.map((value, n) => ({
      sample: `S${String(n)}`,
      verdict: null,
      metrics: [metric(value)],
      charts: [],
    }));
    const fact = {
      type: 'qc_measured' as const,
      subject: jobId,
      data: { attempt: 1, verdict: null, samples, complete: true },
    };
    await gateway.log.append(
      makeEvent(fact, {
        id: derivedId('qc', jobId),
        time: new Date().toISOString(),
        actor: 'runner:runner-a',
        source: '/reprise/runner/runner-a',
        correlation_id: 'c',
        causation_id: 'c',
      }),
    );
  }
  const read = async (query: string) =>
    gateway.get<PipelineTrends>(
      `/api/pipelines/toy/trends?min_seq=${String((await gateway.log.head()).last_seq)}${query}`,
    );

  it('are the durations, outcomes and metrics of the jobs that ended', async () => {
    const good = (await gateway.submit()).job_id;
    await gateway.runner.start(good);
    await gateway.runner.succeed(good);
    await measure(good, [...Array.from({ length: 19 }, (_, n) => (n % 2 === 0 ? 99 : 101)), null, 200]);
    const bad = (await gateway.submit()).job_id;
    await gateway.runner.start(bad);
    await gateway.runner.fail(bad);
    const open = (await gateway.submit()).job_id;

    const trends = await read('&days=7');
    expect(trends).toMatchObject({ pipeline: 'toy', days: 7 });
    expect(trends.durations.map(({ job_id, fresh }) => [job_id, fresh])).toEqual([[good, true]]);
    expect(trends.outcomes.map(({ cause, jobs }) => [cause, jobs])).toEqual([
      [null, 1],
      ['error', 1],
    ]);
    expect(JSON.stringify(trends)).not.toContain(open);
    const [depth, ...others] = trends.metrics;
    expect(others).toEqual([]);
    expect(depth).toMatchObject({ name: 'depth', label: 'Mean depth', unit: 'x' });
    expect(depth!.mean).toBeCloseTo((10 * 99 + 9 * 101 + 200) / 20);
    expect(depth!.points).toHaveLength(20);
    expect(depth!.points.at(-1)).toMatchObject({ job_id: good, sample: 'S20', value: 200, rules: ['1-3s'] });

    const response = await gateway.fetch('/api/pipelines/toy/trends.csv?days=7');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('metric,label,unit,completed_at,job_id,sample,value,mean,sd,rules');
    expect(lines.at(-1)).toMatch(/^depth,Mean depth,x,[^,]+,[^,]+,S20,200,[\d.]+,[\d.]+,1-3s$/);
  });

  it('by week have the Monday of each week', async () => {
    const { outcomes } = await read('&days=90');
    expect(outcomes.map(({ from }) => new Date(from).getUTCDay())).toEqual(outcomes.map(() => 1));
  });

  it('are empty for a pipeline without jobs', async () => {
    expect(await gateway.get<PipelineTrends>('/api/pipelines/none/trends')).toEqual({
      pipeline: 'none',
      days: 90,
      durations: [],
      outcomes: [],
      metrics: [],
    });
  });

  it('are refused for a span that is not a number of days', async () => {
    expect(await problemOf(await gateway.fetch('/api/pipelines/toy/trends?days=0'))).toMatchObject({ status: 422 });
  });
});
