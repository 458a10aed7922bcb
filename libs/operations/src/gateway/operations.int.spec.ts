import type { Heartbeat } from '@reprise/contracts';
import { Runners } from '@reprise/gateway/shared/runners/runners.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import pg from 'pg';
import type { Operations } from '../contract/index.ts';
import { RunnerMeasurements } from './runner-measurements.ts';

describe('the operations', () => {
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

  const read = async (span: string) =>
    gateway
      .getAsOf<Operations>('/api/operations', (await gateway.log.head()).last_seq)
      .then(async () => gateway.get<Operations>(`/api/operations?span=${span}`));

  it('count the attempts that started and ended in each part of a span', async () => {
    const good = (await gateway.submit()).job_id;
    await gateway.runner.start(good);
    await gateway.runner.succeed(good);
    const bad = (await gateway.submit()).job_id;
    await gateway.runner.start(bad);
    await gateway.runner.fail(bad);
    for (const [span, step, parts] of [
      ['day', 'hour', 24],
      ['week', 'day', 7],
      ['month', 'day', 30],
      ['year', 'week', 53],
    ] as const) {
      const operations = await read(span);
      expect(operations).toMatchObject({ span, step, parts: { length: parts } });
      expect(operations.ended.map(({ status, cause, attempts }) => [status, cause, attempts])).toEqual([
        ['failed', 'error', 1],
        ['succeeded', null, 1],
      ]);
      expect(operations.waits).toMatchObject([{ attempts: 2, over_10_min: 0, over_1_h: 0 }]);
      const [{ mean_ms, longest_ms }] = operations.waits as [Operations['waits'][number]];
      expect(longest_ms).toBeGreaterThanOrEqual(mean_ms);
      expect(longest_ms).toBeLessThanOrEqual(2 * mean_ms);
      for (const { from } of [...operations.ended, ...operations.waits]) expect(operations.parts).toContain(from);
    }
  });

  it('have one row for the cancelled attempts of a runner, whatever cause was recorded with them', async () => {
    const database = new pg.Client({ connectionString: servers.postgres.url });
    await database.connect();
    const cancelled = `insert into rm.activity select span, since, 'cancelled', $1, runner_id, $2, 0, 0, 0, 0
      from rm.activity where state = 'succeeded'`;
    for (const [cause, attempts] of [
      ['cancelled', 2],
      ['', 1],
    ])
      await database.query(cancelled, [cause, attempts]);
    await database.end();
    const { ended } = await read('week');
    expect(ended.filter(({ status }) => status === 'cancelled')).toEqual([
      { ...ended.find(({ status }) => status === 'succeeded')!, status: 'cancelled', cause: null, attempts: 3 },
    ]);
    const table = await (await gateway.fetch('/api/operations.csv?span=week')).text();
    expect(table.match(/ended_attempts,cancelled,/g)).toHaveLength(1);
  });

  it('have the means of slots, and the least free space, from the heartbeats of active runners', async () => {
    const beat: Heartbeat = {
      runner_id: 'runner-b',
      storage_id: 's',
      slots: 4,
      slots_taken: 1,
      nextflow_version: '24.10.0',
      holds_back: null,
      simulated: false,
      host: 'node-3',
      disk_bytes: 1000,
      disk_free_bytes: 400,
      lease_ms: 60_000,
    };
    const [runners, measurements] = [gateway.app.get(Runners), gateway.app.get(RunnerMeasurements)];
    const now = Date.now();
    for (const [slots_taken, disk_free_bytes] of [
      [1, 400],
      [4, 300],
    ] as const) {
      runners.receive({ ...beat, slots_taken, disk_free_bytes }, now);
      await measurements.measure(now);
    }
    await measurements.measure(now + 120_000);
    const { runners: measured } = await read('week');
    const point = { slots: 4, slots_taken: 2.5, disk_bytes: 1000, disk_free_bytes: 300 };
    expect(measured).toMatchObject([{ runner_id: 'runner-b', host: 'node-3', points: [point] }]);
  });

  it('are a table with a row for each figure', async () => {
    const response = await gateway.fetch('/api/operations.csv?span=week');
    expect(response.headers.get('content-disposition')).toContain('operations.week.csv');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe('from,figure,status,cause,runner_id,value');
    expect(lines.find((line) => line.includes('ended_attempts,failed,error,'))).toMatch(/,1$/);
    expect(lines.find((line) => line.includes('slots_taken'))).toMatch(/,slots_taken,,,runner-b,2\.5$/);
  });

  it('are refused for an unknown span', async () => {
    expect(await problemOf(await gateway.fetch('/api/operations?span=decade'))).toMatchObject({ status: 422 });
  });
});
