import { connect, type NatsConnection } from '@nats-io/transport-node';
import { textSubject } from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let nats: NatsConnection;
let pending: string;
let running: string;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  nats = await connect({ servers: servers.nats.url });
  running = (await gateway.submit()).job_id;
  await gateway.runner.start(running);
  pending = (await gateway.submit()).job_id;
  await gateway.get(`/api/jobs?min_seq=${String((await gateway.log.head()).last_seq)}`);
});
afterAll(async () => {
  await nats.close();
  await gateway.stop();
  await servers.stop();
});

describe('the log of an attempt', () => {
  it('comes from a runner with its storage, with the position of the next part', async () => {
    const asked: unknown[] = [];
    const subscription = nats.subscribe(textSubject({ runner_id: 'runner-a', storage_id: STORAGE }), {
      callback: (_, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        asked.push(data);
        const response = { text: 'N E X T F L O W\n', next_offset: 116, size: 116 };
        message.respond(JSON.stringify({ id, response, isDisposed: true }));
      },
    });
    await nats.flush();
    const response = await gateway.fetch(`/api/jobs/${running}/log?file=stdout&offset=100`);
    expect(await response.text()).toBe('N E X T F L O W\n');
    expect(response.headers.get('next-offset')).toBe('116');
    expect(response.headers.get('file-size')).toBe('116');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(asked).toMatchObject([
      { job_id: running, attempt: 1, file: 'stdout', work_dir: '/jobs/1/work', offset: 100, limit: 262_144 },
    ]);
    subscription.unsubscribe();
  });

  it('downloads whole, part by part', async () => {
    const text = 'N E X T F L O W\n';
    const subscription = nats.subscribe(textSubject({ runner_id: 'runner-a', storage_id: STORAGE }), {
      callback: (_, message) => {
        const { id, data } = message.json<{ id: string; data: { offset: number } }>();
        const response = { text: text.slice(data.offset, data.offset + 6), next_offset: data.offset + 6, size: 16 };
        message.respond(JSON.stringify({ id, response, isDisposed: true }));
      },
    });
    await nats.flush();
    const response = await gateway.fetch(`/api/jobs/${running}/log/download?file=ab/cdef12`);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=[0-9a-f]{8}-ab-cdef12\.log$/);
    subscription.unsubscribe();
    expect((await gateway.fetch(`/api/jobs/${running}/log/download`)).status).toBe(503);
  });

  it('is empty before the attempt starts, and not found beyond the last attempt', async () => {
    const response = await gateway.fetch(`/api/jobs/${pending}/log`);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await problemOf(await gateway.fetch(`/api/jobs/${pending}/log?attempt=2`))).toMatchObject({ status: 404 });
  });

  it('is unavailable while its runner is away, with that reason', async () => {
    const problem = await problemOf(await gateway.fetch(`/api/jobs/${running}/log`));
    expect(problem).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/^The runner that keeps this log/) as string,
    });
  });

  it('accepts the names of log files only, and no path', async () => {
    const problem = await problemOf(await gateway.fetch(`/api/jobs/${running}/log?file=../../etc/passwd`));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'file' }] });
  });
});
