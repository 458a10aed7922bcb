import { GATEWAY, GATEWAY_SOURCE } from '@reprise/contracts';
import { makeEvent, newId, type Fact } from '@reprise/event-log';
import { personWith, signedInAs } from '../../testing/as-principal.ts';
import { Listener } from '../../testing/listener.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { eventually } from '../../testing/eventually.ts';

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

/**
 * Waits until the gateway has noticed that the listeners disconnected, because otherwise the next listener would see
 * their pending reads.
 */
const allHaveLeft = () =>
  eventually('all have left', async () => {
    const figures = await (await gateway.fetch('/metrics')).text();
    return figures.includes('reprise_stream_listeners 0\n') ? true : null;
  });
afterEach(() => allHaveLeft());

const is =
  (jobId: string, status: string) =>
  ({ event, data }: { event: string; data: Record<string, unknown> }) =>
    event === 'job' && data['job_id'] === jobId && data['status'] === status;

describe('the stream of changes', () => {
  it('sends each job in its current form as soon as it changes', async () => {
    const listener = await Listener.open(gateway);
    expect(listener.response.headers.get('content-type')).toBe('text/event-stream');
    expect(listener.response.headers.get('content-encoding')).toBeNull();
    await listener.wait('ready', ({ event }) => event === 'ready');
    const { job_id, seq } = await gateway.submit();
    expect((await listener.wait('the job', is(job_id, 'pending'))).id).toBe(String(seq));
    await gateway.runner.start(job_id);
    const { data } = await listener.wait('its start', is(job_id, 'running'));
    expect(data).toMatchObject({ allowed_actions: ['cancel', 'pause', 'label'], last_seq: seq + 2 });
    listener.leave();
  });

  it('names the queues that changed to a client that reconnects', async () => {
    const listener = await Listener.open(gateway);
    await listener.wait('ready', ({ event }) => event === 'ready');
    const { lastId } = listener;
    listener.leave();
    await allHaveLeft();
    await gateway.accepted('/api/queues/default/pause');
    const { seq } = await gateway.accepted('/api/queues/default/resume');
    await gateway.getAsOf('/api/queues', seq);
    const again = await Listener.open(gateway, '', { 'last-event-id': lastId });
    const { data } = await again.wait('the queue', ({ event }) => event === 'queues');
    expect(data).toEqual({ names: ['default'] });
    again.leave();
  });

  it('sends a reconnecting client, by header or query, exactly the missed changes', async () => {
    const listener = await Listener.open(gateway);
    const seen = (await gateway.submit()).job_id;
    await listener.wait('the first job', is(seen, 'pending'));
    const { lastId } = listener;
    listener.leave();
    await allHaveLeft();
    const missed = (await gateway.submit()).job_id;
    const { seq } = await gateway.accepted(`/api/jobs/${missed}/cancel`);
    await gateway.job(missed, seq + 1);
    for (const again of [
      await Listener.open(gateway, '', { 'last-event-id': lastId }),
      await Listener.open(gateway, `?last_event_id=${lastId}`),
    ]) {
      const { id } = await again.wait('what was missed', is(missed, 'failed'));
      expect(id).toBe(String(seq + 1));
      expect(again.heard.some(is(seen, 'pending'))).toBe(false);
      again.leave();
    }
  });

  it('of one job includes its tasks and history, and none of other jobs', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    const listener = await Listener.open(gateway, `?job_id=${job_id}`);
    await listener.wait('ready', ({ event }) => event === 'ready');
    await gateway.runner.start(job_id);
    await gateway.runner.task(job_id, 'task_started');
    await gateway.submit();
    await gateway.runner.task(job_id, 'task_completed');
    await listener.wait('the task', ({ event, data }) => event === 'task' && data['status'] === 'completed');
    await listener.wait('its history', ({ event, data }) => event === 'history' && data['type'] === 'task_completed');
    const others = listener.heard.filter(({ event, data }) => event === 'job' && data['job_id'] !== job_id);
    expect(others).toEqual([]);
    listener.leave();
  });

  it('of one job sends a reconnecting client its missed history, its tasks and the job', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.task(job_id, 'task_started');
    const last = await gateway.runner.task(job_id, 'task_completed');
    await gateway.job(job_id, last);
    const listener = await Listener.open(gateway, `?job_id=${job_id}&last_event_id=${String(seq)}`);
    const { data } = await listener.wait('itself', is(job_id, 'running'));
    expect(data['last_seq']).toBe(last);
    const types = listener.heard.filter(({ event }) => event === 'history').map((entry) => entry.data['type']);
    expect(types).toEqual(['attempt_claimed', 'attempt_started', 'task_started', 'task_completed']);
    expect(listener.heard.filter(({ event }) => event === 'task')).toMatchObject([{ data: { status: 'completed' } }]);
    expect(Number(listener.lastId)).toBeGreaterThanOrEqual(last);
    listener.leave();
  });

  it('of one job sends a reconnecting client a missed approval, which changes no job', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    const data = { approval_id: newId(), command: 'rerun', job_id };
    const at = { id: newId(), time: new Date().toISOString(), actor: GATEWAY, source: GATEWAY_SOURCE };
    const context = { correlation_id: newId(), causation_id: newId() };
    const fact = { type: 'approval_expired', subject: data.approval_id, data } as Fact;
    const { seq: missed } = await gateway.log.append(makeEvent(fact, { ...at, ...context }));
    await gateway.job(job_id, missed);
    const listener = await Listener.open(gateway, `?job_id=${job_id}&last_event_id=${String(seq)}`);
    const isExpiry = ({ data }: { data: Record<string, unknown> }) => data['type'] === 'approval_expired';
    expect((await listener.wait('the approval', isExpiry)).id).toBe(String(missed));
    listener.leave();
  });

  it('of one job continues when a reconnecting client is dropped within the missed changes', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.task(job_id, 'task_started');
    await gateway.job(job_id, await gateway.runner.task(job_id, 'task_completed'));
    const missedAfter = async (id: string) => {
      const listener = await Listener.open(gateway, `?job_id=${job_id}&last_event_id=${id}`);
      await listener.wait('itself', is(job_id, 'running'));
      listener.leave();
      await allHaveLeft();
      return listener.heard;
    };
    const history = (await missedAfter(String(seq))).filter(({ event }) => event === 'history');
    const rest = await missedAfter(history[1]!.id);
    const types = rest.filter(({ event }) => event === 'history').map(({ data }) => data['type']);
    expect(types).toEqual(['task_started', 'task_completed']);
    expect(rest.filter(({ event }) => event === 'task')).toHaveLength(1);
  });

  it('is counted, and continues for others when a client leaves', async () => {
    const [leaving, staying] = [await Listener.open(gateway), await Listener.open(gateway)];
    await staying.wait('ready', ({ event }) => event === 'ready');
    leaving.leave();
    const { job_id } = await gateway.submit();
    await staying.wait('the job', is(job_id, 'pending'));
    staying.leave();
    await allHaveLeft();
  });

  it('comes from every gateway, whichever gateway writes the tables', async () => {
    const other = await TestGateway.start(servers);
    const listeners = [await Listener.open(gateway), await Listener.open(other)];
    for (const listener of listeners) await listener.wait('ready', ({ event }) => event === 'ready');
    const { job_id } = await other.submit();
    for (const listener of listeners) {
      await listener.wait('the job', is(job_id, 'pending'));
      listener.leave();
    }
    await other.stop();
  });

  it('ends with the gateway and does not delay its stop', async () => {
    const stopping = await TestGateway.start(servers);
    const listener = await Listener.open(stopping);
    await listener.wait('ready', ({ event }) => event === 'ready');
    const before = Date.now();
    await stopping.stop();
    expect(Date.now() - before).toBeLessThan(60_000);
    await eventually('the stream has ended', async () => listener.ended || null);
    expect(listener.cutOff).toBe(false);
  });

  it("is refused beyond a person's limit until that person closes one", async () => {
    const limited = await TestGateway.start(servers, { streamsPerPerson: 2 });
    const [first, second] = [await Listener.open(limited), await Listener.open(limited)];
    const refused = await limited.fetch('/api/jobs/stream');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^You have 2 streams open, the most that one person may have/) as string,
    });
    first.leave();
    await eventually('room for another stream', async () => {
      const third = await limited.fetch('/api/jobs/stream');
      await third.body?.cancel();
      return third.status === 200 || null;
    });
    second.leave();
    await limited.stop();
  });

  it('counts the streams of all tokens of a person for that person', async () => {
    const limited = await TestGateway.start(servers, { streamsPerPerson: 1 });
    const person = personWith('operator');
    const browser = await signedInAs(limited, person);
    const token = await signedInAs(limited, { ...person, actor: `${person.actor}/token:${newId()}` });
    const stream = await browser.fetch('/api/jobs/stream');
    expect([stream.status, (await token.fetch('/api/jobs/stream')).status]).toEqual([200, 429]);
    await stream.body?.cancel();
    await Promise.all([browser.stop(), token.stop()]);
    await limited.stop();
  });
});
