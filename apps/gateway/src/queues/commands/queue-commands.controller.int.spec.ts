import {
  queueFilter,
  type AuditEntry,
  type JobView,
  type Page,
  type QueueCommandAccepted,
  type QueueView,
} from '@reprise/contracts';
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
  it('are events of the queue with actor and reason', async () => {
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

  it('are recorded when the queue already has that state, and their key does not act on later changes', async () => {
    const key = { 'idempotency-key': 'k0' };
    const first = await post('resume', { reason: 'is it paused?' }, key);
    await post('pause', { reason: 'maintenance' });
    expect(await post('resume', { reason: 'is it paused?' }, key)).toEqual(first);
    const types = (await events()).slice(-2).map(({ type }) => type);
    expect(types).toEqual(['resume_queue_unchanged', 'queue_paused']);
    await post('resume');
    const query = `/api/audit?outcome=unchanged&min_seq=${String((await gateway.log.head()).last_seq)}`;
    const { items } = await gateway.get<Page<AuditEntry>>(query);
    expect(items).toMatchObject([
      { seq: first.seq, command: 'resume_queue', queue: 'default', reason: 'is it paused?', outcome: 'unchanged' },
    ]);
  });

  it('count as one command with one key', async () => {
    const before = (await events()).length;
    const key = { 'idempotency-key': 'k1' };
    const first = await post('limit', { limit: 3 }, key);
    await post('limit', { limit: 4 });
    expect(await post('limit', { limit: 3 }, key)).toEqual(first);
    expect(await events()).toHaveLength(before + 2);
  });

  it('are rejected when their key repeats with another body', async () => {
    const key = { 'idempotency-key': 'k2' };
    await post('limit', { limit: 6 }, key);
    const before = (await events()).length;
    expect(await problemOf(await gateway.post('/api/queues/default/limit', { limit: 5 }, key))).toMatchObject({
      status: 422,
      errors: [{ field: 'Idempotency-Key', message: 'was used before with another body' }],
    });
    expect(await events()).toHaveLength(before);
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

describe('a named queue', () => {
  const lines = async () =>
    (await gateway.get<Page<QueueView>>('/api/queues')).items.map(
      ({ name, waiting }) => `${name}: ${waiting.map(({ job_id }) => job_id).join(' ')}`,
    );

  it('is created once, and accepts jobs that name it and jobs that are moved to it', async () => {
    const create = () => gateway.post('/api/queues', { name: 'urgent' });
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' }, queue: 'urgent' };
    expect(await problemOf(await gateway.post('/api/jobs', body))).toMatchObject({
      status: 422,
      detail: 'queue: there is none named urgent',
    });
    expect((await create()).status).toBe(202);
    expect(await problemOf(await create())).toMatchObject({ status: 409, detail: 'There is a queue urgent already.' });
    const [first, moved] = [await gateway.accepted('/api/jobs', body), await gateway.submit()];
    await gateway.accepted(`/api/jobs/${moved.job_id}/move`, { queue: 'urgent' });
    expect(await lines()).toEqual(['default: ', `urgent: ${first.job_id} ${moved.job_id}`]);
    expect(await gateway.job(moved.job_id)).toMatchObject({ queue: 'urgent', queue_position: 2 });
  });

  it('starts a job first that is moved to its front', async () => {
    const { items } = await gateway.get<Page<QueueView>>('/api/queues');
    const [ahead, last] = items.find(({ name }) => name === 'urgent')!.waiting;
    await gateway.accepted(`/api/jobs/${last!.job_id}/priority`, { priority: 'front' });
    expect(await lines()).toContain(`urgent: ${last!.job_id} ${ahead!.job_id}`);
    expect(await gateway.job(last!.job_id)).toMatchObject({ priority: 1, queue_position: 1 });
    const again = await gateway.accepted(`/api/jobs/${last!.job_id}/priority`, { priority: 'front' });
    expect((await gateway.get<JobView>(`/api/jobs/${last!.job_id}`)).last_seq).toBe(again.seq);
  });

  it('shows the holders of its slots, and refuses to reorder claimed jobs', async () => {
    const { items } = await gateway.get<Page<QueueView>>('/api/queues');
    const { job_id } = items.find(({ name }) => name === 'urgent')!.waiting[0]!;
    await gateway.runner.start(job_id);
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/priority`, { priority: 5 }))).toMatchObject({
      status: 400,
      detail: 'Cannot change the priority of job with status: running',
    });
    const { last_seq } = await gateway.log.head();
    const queues = await gateway.get<Page<QueueView>>(`/api/queues?min_seq=${String(last_seq)}`);
    expect(queues.items.find(({ name }) => name === 'urgent')).toMatchObject({
      running: [{ job_id, status: 'running', runner_id: 'runner-a', slots: 1, expected_ms: null }],
      waiting_count: 1,
    });
  });

  it('is removed once it has no open job, and is then unknown', async () => {
    await gateway.accepted('/api/queues', { name: 'study' });
    const { job_id } = await gateway.submit();
    const moved = await gateway.accepted(`/api/jobs/${job_id}/move`, { queue: 'study' });
    await gateway.job(job_id, moved.seq);
    const remove = () => gateway.post('/api/queues/study/remove', { reason: 'the study is over' });
    expect(await problemOf(await remove())).toMatchObject({
      status: 409,
      detail: 'Queue study has 1 open job: move or cancel them, or wait for their end, then remove it.',
    });
    const { seq } = await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    await gateway.job(job_id, seq + 1);
    expect((await remove()).status).toBe(202);
    expect((await lines()).map((line) => line.split(':')[0])).not.toContain('study');
    expect(await gateway.job(job_id)).toMatchObject({ queue: 'study' });
    expect(await problemOf(await remove())).toMatchObject({ status: 404, detail: 'There is no queue study.' });
    expect(await problemOf(await gateway.post('/api/queues/default/remove'))).toMatchObject({
      status: 409,
      detail: 'The default queue cannot be removed.',
    });
  });
});
