import { queueFilter, type AuditEntry, type Page, type QueueCommandAccepted } from '@reprise/contracts';
import { eventsOf } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: ['pause_queue'] });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const post = async (verb: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await gateway.post(`/api/queues/default/${verb}`, body, headers);
  expect(response.status).toBe(202);
  return (await response.json()) as QueueCommandAccepted;
};
const events = async () => await eventsOf(gateway.log.read(queueFilter('default')));

describe('commands to a queue', () => {
  it('are events of the queue, with who gave them and why', async () => {
    const answer = await post('pause', { reason: 'maintenance' });
    expect(answer).toMatchObject({ message: 'Queue paused', queue: 'default' });
    await post('limit', { limit: 0 });
    await post('resume');
    const [paused, limited, resumed] = await events();
    expect(paused).toMatchObject({ type: 'queue_paused', seq: answer.seq, id: answer.command_id, actor: 'admin' });
    expect(paused?.data).toEqual({ reason: 'maintenance' });
    expect(limited?.data).toEqual({ from: null, to: 0, reason: null });
    expect(resumed).toMatchObject({ type: 'queue_resumed', data: { reason: null } });
  });

  it('are in the audit trail by their command', async () => {
    const { items } = await gateway.get<Page<AuditEntry>>('/api/audit?command=pause_queue,resume_queue&order=asc');
    expect(items.map(({ command, outcome, queue, reason }) => [command, outcome, queue, reason])).toEqual([
      ['pause_queue', 'accepted', 'default', 'maintenance'],
      ['resume_queue', 'accepted', 'default', null],
    ]);
  });

  it('append nothing where the queue is as asked, and are one command under one key', async () => {
    const before = (await events()).length;
    await post('resume');
    const key = { 'idempotency-key': 'k1' };
    const first = await post('limit', { limit: 3 }, key);
    await post('limit', { limit: 4 });
    expect(await post('limit', { limit: 3 }, key)).toEqual(first);
    expect(await events()).toHaveLength(before + 2);
  });

  it('are refused without a required reason, with a wrong limit, or for a queue that does not exist', async () => {
    const refusalOf = async (path: string, body?: object) =>
      await problemOf(await gateway.post(`/api/queues/${path}`, body));
    expect(await refusalOf('default/pause')).toMatchObject({
      status: 422,
      detail: 'reason: is required to pause a queue',
    });
    expect(await refusalOf('default/limit', { limit: -1 })).toMatchObject({ status: 422 });
    expect(await refusalOf('nowhere/resume')).toMatchObject({ status: 404, detail: 'There is no queue nowhere.' });
    expect(await refusalOf('No%20where/resume')).toMatchObject({ status: 404 });
  });
});
