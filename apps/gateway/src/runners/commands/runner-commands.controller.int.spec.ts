import { type AuditEntry, type Page, type RunnerCommandAccepted, type RunnerView } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { Runners } from '../../shared/runners/runners.ts';

let servers: Servers;
let gateway: TestGateway;
/** Sends a heartbeat from the runner. */
let beat: (holds_back?: string | null) => void;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: ['drain_runner'] });
  const heartbeat = { runner_id: 'runner-a', storage_id: 's', slots: 4, slots_taken: 1, nextflow_version: '24.10.0' };
  const machine = {
    host: 'node-3',
    version: '0.1.0',
    load: 1.5,
    memory_free_bytes: 10,
    disk_bytes: 30,
    disk_free_bytes: 20,
  };
  const rest = { holds_back: null, simulated: false, lease_ms: 600_000, ...machine };
  beat = (holds_back: string | null = null) =>
    gateway.app.get(Runners, { strict: false }).receive({ ...heartbeat, ...rest, holds_back }, Date.now());
  beat();
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const post = async (verb: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await gateway.post(`/api/runners/runner-a/${verb}`, body, headers);
  if (response.status !== 202) throw new Error(`${verb}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as RunnerCommandAccepted;
};
const runner = async () => (await gateway.get<Page<RunnerView>>('/api/runners')).items[0]!;
const nights = { time_zone: 'Europe/Berlin', windows: [{ days: ['mon'], from: '20:00', to: '06:00' }] };

describe('a runner with a heartbeat', () => {
  it('reports the resources of its machine', async () => {
    expect(await runner()).toMatchObject({
      host: 'node-3',
      version: '0.1.0',
      load: 1.5,
      memory_free_bytes: 10,
      disk_bytes: 30,
      disk_free_bytes: 20,
      drain: null,
      schedule: null,
      work_time: { open: true, until: null },
    });
  });

  it('is drained and released by commands, which show at once and in the audit', async () => {
    const answer = await post('drain', { reason: 'new kernel' });
    expect(answer).toMatchObject({ message: 'Runner is draining', runner_id: 'runner-a' });
    expect((await runner()).drain).toMatchObject({ by: 'admin', reason: 'new kernel', drained_at: null });
    await post('undrain');
    expect((await runner()).drain).toBeNull();
    const { items } = await gateway.get<Page<AuditEntry>>('/api/audit?command=drain_runner,undrain_runner&order=asc');
    expect(items.map(({ command, outcome, reason }) => [command, outcome, reason])).toEqual([
      ['drain_runner', 'accepted', 'new kernel'],
      ['undrain_runner', 'accepted', null],
    ]);
  });

  it('is available again after its release, although its last heartbeat is older', async () => {
    await post('drain', { reason: 'new kernel' });
    beat('It drains: new kernel');
    expect((await runner()).holds_back).toBe('It drains: new kernel');
    await post('undrain');
    expect(await runner()).toMatchObject({ drain: null, holds_back: null });
    beat('Less than 1 GiB is free.');
    expect((await runner()).holds_back).toBe('Less than 1 GiB is free.');
    beat();
  });

  it('gets a schedule, and reports when it takes jobs', async () => {
    await post('schedule', { schedule: nights, reason: 'sequencer by day' });
    const { schedule, work_time } = await runner();
    expect(schedule).toEqual(nights);
    expect(work_time.until).not.toBeNull();
    await post('schedule', { schedule: null });
    expect(await runner()).toMatchObject({ schedule: null, work_time: { open: true, until: null } });
  });

  it('accepts the same command once with one key', async () => {
    const key = { 'idempotency-key': 'k1' };
    const first = await post('drain', { reason: 'a' }, key);
    await post('undrain');
    expect(await post('drain', { reason: 'a' }, key)).toEqual(first);
    expect((await runner()).drain).toBeNull();
  });

  it('accepts no other command with the same key', async () => {
    const key = { 'idempotency-key': 'k2' };
    await post('drain', { reason: 'a' }, key);
    await post('undrain');
    expect(await problemOf(await gateway.post('/api/runners/runner-a/drain', { reason: 'b' }, key))).toMatchObject({
      status: 422,
      errors: [{ field: 'Idempotency-Key', message: 'was used before with another body' }],
    });
    expect((await runner()).drain).toBeNull();
  });

  it('rejects a command without a reason, a real time zone or its name', async () => {
    const refused = async (path: string, body?: object) => {
      const { status, detail } = await problemOf(await gateway.post(`/api/runners/${path}`, body));
      return [status, detail];
    };
    expect(await refused('runner-a/drain')).toEqual([422, 'reason: is required to drain a runner']);
    expect(await refused('runner-a/schedule', { schedule: { ...nights, time_zone: 'Berlin' } })).toEqual([
      422,
      'schedule.time_zone: must be a time zone, such as Europe/Berlin',
    ]);
    expect(await refused('runner-9/undrain')).toEqual([
      404,
      'There is no runner runner-9: none of that name was heard within a day.',
    ]);
  });
});
