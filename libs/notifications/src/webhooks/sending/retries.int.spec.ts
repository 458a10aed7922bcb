import { replayDelivery } from '../deliveries/deliveries.ts';
import { changeWebhook } from '../testing/change-webhook.ts';
import { Receiver } from '../testing/receiver.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import { deliveryDetail } from '../views.ts';
import { WAITS_MS } from './schedule.ts';
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

const work = async () => {
  await worker.enqueue();
  await worker.deliver();
};
/** Advances the clock to the next scheduled try of a subscription's deliveries. */
const skipWait = async (webhookId: string) => {
  const [next] = (await lab.deliveries(webhookId)).flatMap(({ next_try_at }) => next_try_at ?? []).sort();
  if (next) lab.now = Math.max(lab.now, Date.parse(next));
};

describe('the retries of a webhook', () => {
  it('follow failures, with the same id, a new timestamp and a new signature', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 500, body: 'database is locked' });
    await work();
    expect(await lab.subscription(id)).toMatchObject({ failing_since: expect.any(String), pending: 1 });
    expect(await worker.deliver()).toBe(true);
    expect(receiver.received).toHaveLength(1);
    await skipWait(id);
    await work();
    expect(receiver.received).toHaveLength(2);
    receiver.answer = () => ({ status: 200 });
    await skipWait(id);
    await work();
    expect(await worker.deliver()).toBe(false);
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

  it('end after three days without a success, and missed events are delivered when it is enabled', async () => {
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
    await changeWebhook(lab, id, 'enabled');
    await work();
    expect(receiver.received).toHaveLength(1);
    expect((await lab.deliveries(id)).map(({ status }) => status)).toEqual(['failed', 'delivered']);
  });

  it('continue if the target rejects one event but accepts others', async () => {
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

  it('stop at once if the target answers 410 Gone, and follow when it is enabled', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 410 });
    await work();
    expect(await lab.subscription(id)).toMatchObject({
      disabled_why: 'The target answered 410 Gone: it wants no more deliveries.',
    });
    await work();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = () => ({ status: 204 });
    await changeWebhook(lab, id, 'enabled');
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered', tries: 1, history: [{}, {}] }]);
  });

  it('start with the first wait after 410 Gone at the last try', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await worker.enqueue();
    await lab.sql(`update webhooks.delivery set tries = ${String(WAITS_MS.length)}`);
    receiver.answer = () => ({ status: 410 });
    await work();
    await changeWebhook(lab, id, 'enabled');
    receiver.answer = () => ({ status: 503 });
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'pending', tries: 1 }]);
    expect(await lab.subscription(id)).toMatchObject({ disabled_at: null });
  });

  it('keep the number of other tries when the subscription is enabled', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 503 });
    await work();
    await changeWebhook(lab, id, 'disabled');
    await changeWebhook(lab, id, 'enabled');
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'pending', tries: 1 }]);
  });

  it('wait as long as the target requests', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
    await work();
    const [delivery] = await lab.deliveries(id);
    expect(Date.parse(delivery!.next_try_at!) - lab.now).toBeGreaterThanOrEqual(600_000);
  });

  it('record the address of each try, also after it was changed, and none for tries from before addresses were recorded', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 500 });
    await work();
    await lab.sql(`update webhooks.delivery set history = history #- '{0,url}'`);
    await skipWait(id);
    await work();
    await changeWebhook(lab, id, 'changed', { url: `${receiver.url}/new` });
    const urls = async () => {
      const [delivery] = await lab.deliveries(id);
      const { request, history } = deliveryDetail(delivery!, await lab.subscription(id), lab.channels());
      return [request.url, ...history.map(({ url }) => url)];
    };
    expect(await urls()).toEqual([receiver.url, null, receiver.url]);
    await skipWait(id);
    await work();
    expect(await urls()).toEqual([`${receiver.url}/new`, null, receiver.url, `${receiver.url}/new`]);
  });

  it('can be replaced by a replay, with the same id and body', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await work();
    const [delivery] = await lab.deliveries(id);
    await replayDelivery(lab.readModel, delivery!.delivery_id, {
      at: new Date(lab.now).toISOString(),
      actor: 'admin',
      webhook_id: id,
      action: 'replayed',
      detail: {},
      correlation_id: 'test',
    });
    await work();
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
    expect((await lab.deliveries(id))[0]).toMatchObject({ status: 'delivered', history: [{}, {}] });
  });

  it('are followed by a replay that was requested during a try', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    receiver.answer = () => ({ status: 500, after: answered });
    const working = work();
    await receiver.wait('it is under way', 1);
    const [{ delivery_id } = { delivery_id: '' }] = await lab.deliveries(id);
    await replayDelivery(lab.readModel, delivery_id, {
      at: new Date(lab.now).toISOString(),
      actor: 'admin',
      webhook_id: id,
      action: 'replayed',
      detail: {},
      correlation_id: 'test',
    });
    answer();
    await working;
    receiver.answer = () => ({ status: 204 });
    await work();
    expect(receiver.received).toHaveLength(2);
    expect(await lab.deliveries(id)).toMatchObject([{ status: 'delivered', tries: 1, history: [{ error: null }] }]);
  });
});
