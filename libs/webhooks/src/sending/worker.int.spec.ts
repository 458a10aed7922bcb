import { newId } from '@reprise/event-log';
import { everyType, messageOf, storablePoison } from '@reprise/event-log/testing';
import { changeSubscription } from '../subscriptions/subscriptions.ts';
import { replayDelivery } from '../deliveries/deliveries.ts';
import { Receiver } from '../testing/receiver.ts';
import { WAITS_MS } from './schedule.ts';
import { deliveryDetail } from '../views.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import type { WebhookWorker } from './worker.ts';

let lab: WebhookLab;
let receiver: Receiver;
let worker: WebhookWorker;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  receiver = await new Receiver().start();
  worker = lab.worker();
});
afterEach(async () => {
  await receiver.stop();
  await lab.forget();
});

const DAY = 24 * 3_600_000;
const work = async (one = worker) => {
  await one.enqueue();
  await one.deliver();
};
/** Moves the clock to the next planned try of a subscription's deliveries. */
const skipWait = async (webhookId: string) => {
  const [next] = (await lab.deliveries(webhookId)).flatMap(({ next_try_at }) => next_try_at ?? []).sort();
  if (next) lab.now = Math.max(lab.now, Date.parse(next));
};
const change = (webhookId: string, action: 'enabled' | 'disabled' | 'changed', part: { url?: string } = {}) => {
  const at = new Date(lab.now).toISOString();
  const disabled = { enabled: { disabled: null }, disabled: { disabled: { at, why: 'by hand' } }, changed: {} }[action];
  return changeSubscription(lab.readModel, webhookId, () => ({
    set: { ...disabled, ...part, changed_at: at },
    change: { at, actor: 'admin', webhook_id: webhookId, action, detail: {}, correlation_id: 'test' },
  }));
};

describe('a webhook', () => {
  it('gets nothing of messages that can be no event, and what comes between and after them', async () => {
    const id = await lab.subscribe(receiver.url, [...everyType]);
    const jobId = newId();
    const poison = storablePoison(jobId);
    await lab.store(poison.flatMap((message) => [message, messageOf('task_started', jobId)]));
    const last = await lab.runJob();
    await work();
    const events = receiver.verified(lab.secret);
    expect(events.filter(({ type }) => type === 'reprise.job.task_started.v1')).toHaveLength(poison.length);
    expect(new Set(events.map(({ type, subject }) => `${type} ${subject}`))).toEqual(
      new Set([
        `reprise.job.task_started.v1 ${jobId}`,
        ...['claimed', 'started', 'succeeded'].map((what) => `reprise.job.attempt_${what}.v1 ${last}`),
      ]),
    );
    expect((await lab.deliveries(id)).every(({ status }) => status === 'delivered')).toBe(true);
    expect(lab.warnings).toEqual([]);
  });

  it('gets each event of its types after it was made, once, signed, as a CloudEvent', async () => {
    await lab.runJob();
    const id = await lab.subscribe(receiver.url);
    const jobId = await lab.runJob();
    await work();
    await work();
    const events = receiver.verified(lab.secret);
    expect(events.map(({ type }) => type).sort()).toEqual([
      'reprise.job.attempt_started.v1',
      'reprise.job.attempt_succeeded.v1',
    ]);
    expect(events.find(({ type }) => type.includes('succeeded'))).toMatchObject({
      ...{ specversion: '1.0', subject: jobId, source: '/reprise/runner/runner-a', actor: 'runner:runner-a' },
      ...{ datacontenttype: 'application/json', data: { attempt: 1, exit_code: 0 } },
    });
    const deliveries = await lab.deliveries(id);
    expect(deliveries.map(({ status, tries }) => [status, tries])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id']).sort()).toEqual(
      deliveries.map(({ delivery_id }) => delivery_id).sort(),
    );
    expect(receiver.received[0]?.headers['content-type']).toBe('application/cloudevents+json');
    expect(await lab.subscription(id)).toMatchObject({ pending: 0, failing_since: null, last_try: { error: null } });
  });

  it('gets only what its filter lets through', async () => {
    await lab.subscribe(receiver.url, ['attempt_succeeded'], { pipeline: ['rna'] });
    await lab.runJob();
    await work();
    expect(receiver.received).toEqual([]);
  });

  it('is tried again after failures, under the same id, and with a new timestamp and signature', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 500, body: 'database is locked' });
    await work();
    expect(await lab.subscription(id)).toMatchObject({ failing_since: expect.any(String), pending: 1 });
    await work();
    expect(receiver.received).toHaveLength(1);
    await skipWait(id);
    await work();
    expect(receiver.received).toHaveLength(2);
    receiver.answer = () => ({ status: 200 });
    await skipWait(id);
    await work();
    const [delivery] = await lab.deliveries(id);
    expect(delivery).toMatchObject({ status: 'delivered', tries: 3, next_try_at: null });
    expect(
      delivery!.history.map(({ response_status, error, response_body }) => [response_status, error, response_body]),
    ).toEqual([
      [500, 'It answered 500 Internal Server Error.', 'database is locked'],
      [500, 'It answered 500 Internal Server Error.', 'database is locked'],
      [200, null, ''],
    ]);
    const heads = receiver.received.map(({ headers }) => headers);
    expect(new Set(heads.map((head) => head['webhook-id'])).size).toBe(1);
    expect(new Set(heads.map((head) => head['webhook-timestamp'])).size).toBe(3);
    expect((await lab.subscription(id)).failing_since).toBeNull();
  });

  it('is disabled after three days in which nothing got through; what was missed is delivered when it is enabled', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    const began = lab.now;
    await lab.runJob();
    await receiver.stop();
    await work();
    for (let tries = 1; tries <= WAITS_MS.length; tries++) {
      await skipWait(id);
      await work();
    }
    expect((lab.now - began) / DAY).toBeGreaterThan(3);
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'failed', tries: 10, next_try_at: null }]);
    const { disabled_why } = await lab.subscription(id);
    expect(disabled_why).toBe(
      'Nothing got through for three days. The last try: Nothing listens there: the connection was refused.',
    );
    expect(lab.warnings.at(-1)).toContain('Webhook disabled');

    await receiver.start();
    await lab.runJob();
    await work();
    expect(receiver.received).toEqual([]);
    await change(id, 'enabled');
    await work();
    expect(receiver.received).toHaveLength(1);
    expect((await lab.deliveries(id)).map(({ status }) => status)).toEqual(['failed', 'delivered']);
  });

  it('is not disabled by one event that the target never takes, while others get through', async () => {
    const id = await lab.subscribe(receiver.url);
    const jobId = await lab.runJob();
    const isIt = (body: string) => body.includes('attempt_started') && body.includes(jobId);
    receiver.answer = ({ body }) => ({ status: isIt(body) ? 500 : 204 });
    await work();
    for (let tries = 1; tries <= WAITS_MS.length; tries++) {
      await lab.runJob();
      await skipWait(id);
      await work();
    }
    expect((await lab.deliveries(id))[0]).toMatchObject({ status: 'failed', event_type: 'attempt_started' });
    expect((await lab.subscription(id)).disabled_at).toBeNull();
  });

  it('is disabled at once where the target answers 410 Gone', async () => {
    const id = await lab.subscribe(receiver.url);
    await lab.runJob();
    receiver.answer = () => ({ status: 410 });
    await work();
    expect(await lab.subscription(id)).toMatchObject({
      disabled_why: 'The target answered 410 Gone: it wants no more deliveries.',
    });
  });

  it('gets all that waits for it in one go, four requests at a time', async () => {
    const id = await lab.subscribe(receiver.url);
    for (let n = 0; n < 6; n++) await lab.runJob();
    let [open, most] = [0, 0];
    receiver.answer = () => {
      most = Math.max(most, ++open);
      const after = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        open--;
      });
      return { status: 204, after };
    };
    await work();
    expect(receiver.received).toHaveLength(12);
    expect(most).toBeLessThanOrEqual(4);
    expect(await lab.subscription(id)).toMatchObject({ pending: 0 });
  });

  it.each([1, 4])('gets no more than four in one go when it refuses %i of them', async (refused) => {
    await lab.subscribe(receiver.url);
    for (let n = 0; n < 3; n++) await lab.runJob();
    let asked = 0;
    receiver.answer = () => ({ status: asked++ % 4 < refused ? 429 : 204, headers: { 'retry-after': '3600' } });
    await work();
    expect(receiver.received).toHaveLength(4);
  });

  it('gets nothing more when it is disabled while it is given what waits', async () => {
    const id = await lab.subscribe(receiver.url);
    for (let n = 0; n < 3; n++) await lab.runJob();
    let disabled: Promise<void> | undefined;
    receiver.answer = () => ({ status: 204, after: (disabled ??= change(id, 'disabled').then(() => undefined)) });
    await work();
    expect(receiver.received).toHaveLength(4);
    expect(await lab.subscription(id)).toMatchObject({ pending: 2, disabled_why: 'by hand' });
  });

  it('misses no event that comes while a try is written down', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await lab.whileSettling(id, () => worker.enqueue());
    expect(await lab.subscription(id)).toMatchObject({ pending: 1 });
  });

  it('is not held up by one whose target is slow', async () => {
    const slow = await new Receiver().start();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    slow.answer = () => ({ status: 204, after: answered });
    await lab.subscribe(slow.url);
    await lab.subscribe(receiver.url);
    for (let n = 0; n < 3; n++) await lab.runJob();
    const working = work();
    try {
      await slow.wait('the slow one was asked', 1);
      await receiver.wait('the other one got all', 6);
      expect(slow.received.length).toBeLessThanOrEqual(4);
    } finally {
      answer();
      await working;
      await slow.stop();
    }
  });

  it('waits as long as the target asks', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
    await work();
    const [delivery] = await lab.deliveries(id);
    expect(Date.parse(delivery!.next_try_at!) - lab.now).toBeGreaterThanOrEqual(600_000);
  });

  it('follows a log that was made anew and is shorter from where that ends', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await lab.sql(`update webhooks.subscription set last_seq = 1000000, stream_created = 'an earlier one'`);
    await work();
    expect(await lab.deliveries(id)).toEqual([]);
    const jobId = await lab.runJob();
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ job_id: jobId, status: 'delivered' }]);
  });

  it('tells of each try where it went, also after the address was changed, and nothing of those from before that was kept', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 500 });
    await work();
    await lab.sql(`update webhooks.delivery set history = history #- '{0,url}'`);
    await skipWait(id);
    await work();
    await change(id, 'changed', { url: `${receiver.url}/new` });
    const urls = async () => {
      const [delivery] = await lab.deliveries(id);
      const { request, history } = deliveryDetail(delivery!, await lab.subscription(id));
      return [request.url, ...history.map(({ url }) => url)];
    };
    expect(await urls()).toEqual([receiver.url, null, receiver.url]);
    await skipWait(id);
    await work();
    expect(await urls()).toEqual([`${receiver.url}/new`, null, receiver.url, `${receiver.url}/new`]);
  });

  it('can be replayed, under the same id and with the same body', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await work();
    const [delivery] = await lab.deliveries(id);
    await replayDelivery(lab.readModel, delivery!.delivery_id, {
      ...{ at: new Date(lab.now).toISOString(), actor: 'admin', webhook_id: id },
      ...{ action: 'replayed', detail: {}, correlation_id: 'test' },
    });
    await work();
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
    expect((await lab.deliveries(id))[0]).toMatchObject({ status: 'delivered', history: [{}, {}] });
  });

  it('is sent again also where a try was under way when somebody replayed it', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    receiver.answer = () => ({ status: 500, after: answered });
    const working = work();
    await receiver.wait('it is under way', 1);
    const [{ delivery_id } = { delivery_id: '' }] = await lab.deliveries(id);
    await replayDelivery(lab.readModel, delivery_id, {
      ...{ at: new Date(lab.now).toISOString(), actor: 'admin', webhook_id: id },
      ...{ action: 'replayed', detail: {}, correlation_id: 'test' },
    });
    answer();
    await working;
    receiver.answer = () => ({ status: 204 });
    await work();
    expect(receiver.received).toHaveLength(2);
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered', tries: 1, history: [{ error: null }] }]);
  });

  it('leaves out events that were set aside, and goes on', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.plant(await lab.runJob(), 'not JSON');
    await lab.plant(await lab.runJob(), '{"attempt":"first"}');
    await lab.runJob();
    await work();
    expect(receiver.received).toHaveLength(3);
    expect(await lab.subscription(id)).toMatchObject({ pending: 0, disabled_at: null });
  });

  it('is not held up by one that cannot be worked on', async () => {
    const broken = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    const sound = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.sql(`update webhooks.subscription set filter = 'null' where webhook_id = '${broken}'`);
    await lab.runJob();
    await expect(worker.enqueue()).rejects.toThrow(TypeError);
    await worker.deliver();
    expect(await lab.deliveries(sound)).toMatchObject([{ status: 'delivered' }]);
  });

  it('is delivered once, however many workers work side by side', async () => {
    await lab.subscribe(receiver.url);
    for (let n = 0; n < 5; n++) await lab.runJob();
    const workers = Array.from({ length: 4 }, () => lab.worker());
    for (let round = 0; round < 12; round++) await Promise.all(workers.map((one) => work(one)));
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('that was under way when its gateway died is delivered by another one, once its lease has ended', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    const before = lab.ended.length;
    let answer = (): void => undefined;
    const never = new Promise<void>((resolve) => (answer = resolve));
    receiver.answer = () => ({ status: 204, after: never });
    const dying = work();
    await receiver.wait('it is under way', 1);
    receiver.answer = () => ({ status: 204 });
    const other = lab.worker();
    await work(other);
    expect(receiver.received).toHaveLength(1);
    lab.now += 60_001;
    await work(other);
    expect(receiver.received).toHaveLength(2);
    answer();
    await dying;
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered', tries: 1, history: [{}] }]);
    expect(lab.ended.slice(before)).toEqual(['delivered']);
  });

  it('that is given up when the gateway stops is due at once for the next one, and no try is counted', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 204, after: new Promise(() => undefined) });
    const stopping = lab.worker();
    const working = work(stopping);
    await receiver.wait('it is under way', 1);
    stopping.stop();
    await working;
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'pending', tries: 0, history: [] }]);
    receiver.answer = () => ({ status: 204 });
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered', tries: 1 }]);
  });
});

describe('a webhook whose target is not allowed', () => {
  const lastError = async (url: string, ...parts: Parameters<WebhookLab['worker']>) => {
    const id = await lab.subscribe(url, ['attempt_succeeded']);
    await lab.runJob();
    await work(lab.worker(...parts));
    return (await lab.subscription(id)).last_try?.error;
  };

  it('is not even connected to, where the setting does not allow its address any more', async () => {
    expect(await lastError(receiver.url, '')).toContain('127.0.0.1 is no public address');
    expect(receiver.received).toEqual([]);
  });

  it('is not connected to by a name that this machine knows as its own', async () => {
    expect(await lastError('https://localhost:1/', '')).toMatch(/localhost is (127\.0\.0\.1|::1), which is no public/);
  });

  it('is not connected to by a name that has come to mean a private address', async () => {
    const url = receiver.url.replace('127.0.0.1', 'lims.example.org');
    const meansLoopback = async () => [{ address: '127.0.0.1', family: 4 as const }];
    expect(await lastError(url, '10.0.0.0/8', meansLoopback)).toContain('lims.example.org is 127.0.0.1');
    expect(receiver.received).toEqual([]);
  });

  it('is connected to at the address that was checked, although the name means another one a moment later', async () => {
    const answers = ['127.0.0.1', '169.254.169.254'];
    const rebinding = async () => [{ address: answers.shift()!, family: 4 as const }];
    const url = receiver.url.replace('127.0.0.1', 'rebinding.example.org');
    expect(await lastError(url, '127.0.0.1', rebinding)).toBeNull();
    expect(answers).toEqual(['169.254.169.254']);
    expect(receiver.received[0]?.headers.host).toContain('rebinding.example.org');
  });

  it('is not followed to where it points', async () => {
    const inside = await new Receiver().start();
    receiver.answer = () => ({ status: 302, headers: { location: inside.url } });
    expect(await lastError(receiver.url)).toBe('It answered 302 Found; redirects are not followed.');
    expect(inside.received).toEqual([]);
    await inside.stop();
  });
});
