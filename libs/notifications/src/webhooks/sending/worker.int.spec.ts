import { newId } from '@reprise/event-log';
import { everyType, messageOf, storablePoison } from '@reprise/event-log/testing';
import { strangeMessages } from '@reprise/event-log/testing/strange-messages';
import { newSeed } from '@reprise/read-model/testing';
import fc from 'fast-check';
import { changeWebhook } from '../testing/change-webhook.ts';
import { Receiver } from '../testing/receiver.ts';
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

const work = async (one = worker) => {
  await one.enqueue();
  await one.deliver();
};

describe('the webhook worker', () => {
  it('skips messages that cannot be events, and delivers those between and after them', async () => {
    const id = await lab.subscribe(receiver.url, [...everyType]);
    const jobId = newId();
    const poison = storablePoison(jobId);
    await lab.store(poison.flatMap((message) => [message, messageOf('task_started', jobId)]));
    const last = await lab.runJob();
    await work();
    const events = receiver.verified(lab.secret);
    expect(events.filter(({ type }) => type === 'reprise.job.task_started.v2')).toHaveLength(poison.length);
    expect(new Set(events.map(({ type, subject }) => `${type} ${subject}`))).toEqual(
      new Set([
        `reprise.job.task_started.v2 ${jobId}`,
        ...['claimed.v1', 'started.v2', 'succeeded.v4'].map((what) => `reprise.job.attempt_${what} ${last}`),
      ]),
    );
    expect((await lab.deliveries(id)).every(({ status }) => status === 'delivered')).toBe(true);
    expect(lab.warnings).toEqual([]);
  });

  it('delivers what follows generated events of every type', async () => {
    const id = await lab.subscribe(receiver.url, [...everyType]);
    await lab.store(fc.sample(strangeMessages(newId()), { seed: newSeed(), numRuns: 150 }));
    const last = await lab.runJob();
    await work();
    expect(receiver.verified(lab.secret).map(({ type, subject }) => [type, subject])).toContainEqual([
      'reprise.job.attempt_succeeded.v4',
      last,
    ]);
    expect((await lab.deliveries(id)).filter(({ status }) => status !== 'delivered')).toEqual([]);
    expect(lab.warnings).toEqual([]);
  });

  it('delivers each later event of its types once, signed, as a CloudEvent', async () => {
    await lab.runJob();
    const id = await lab.subscribe(receiver.url);
    const jobId = await lab.runJob();
    await work();
    await work();
    const events = receiver.verified(lab.secret);
    expect(events.map(({ type }) => type).sort()).toEqual([
      'reprise.job.attempt_started.v2',
      'reprise.job.attempt_succeeded.v4',
    ]);
    expect(events.find(({ type }) => type.includes('succeeded'))).toMatchObject({
      specversion: '1.0',
      subject: jobId,
      source: '/reprise/runner/runner-a',
      actor: 'runner:runner-a',
      datacontenttype: 'application/json',
      data: { attempt: 1, exit_code: 0 },
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

  it('delivers at once what a gateway with a clock a day ahead created', async () => {
    const id = await lab.subscribe(receiver.url);
    await lab.runJob();
    lab.now += 86_400_000;
    await worker.enqueue();
    lab.now -= 86_400_000;
    await worker.deliver();
    expect((await lab.deliveries(id)).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
  });

  it('delivers only what the filter matches', async () => {
    await lab.subscribe(receiver.url, ['attempt_succeeded'], { pipeline: ['rna'] });
    await lab.runJob();
    await work();
    expect(receiver.received).toEqual([]);
  });

  it('delivers all waiting events in one run, four requests at a time', async () => {
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

  it.each([1, 4])('sends at most four in one run when the target refuses %i of them', async (refused) => {
    await lab.subscribe(receiver.url);
    for (let n = 0; n < 3; n++) await lab.runJob();
    let asked = 0;
    receiver.answer = () => ({ status: asked++ % 4 < refused ? 429 : 204, headers: { 'retry-after': '3600' } });
    await work();
    expect(receiver.received).toHaveLength(4);
  });

  it('stops when the webhook is disabled during a run', async () => {
    const id = await lab.subscribe(receiver.url);
    for (let n = 0; n < 3; n++) await lab.runJob();
    let disabled: Promise<void> | undefined;
    receiver.answer = () => ({
      status: 204,
      after: (disabled ??= changeWebhook(lab, id, 'disabled').then(() => undefined)),
    });
    await work();
    expect(receiver.received).toHaveLength(4);
    expect(await lab.subscription(id)).toMatchObject({ pending: 2, disabled_why: 'by hand' });
    expect(await worker.deliver()).toBe(false);
  });

  it('misses no event that arrives while a try is recorded', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await lab.whileSettling(id, () => worker.enqueue());
    expect(await lab.subscription(id)).toMatchObject({ pending: 1 });
  });

  it('is not blocked by a slow target of another webhook', async () => {
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

  it('follows a recreated, shorter log from its end', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.runJob();
    await lab.sql(`update webhooks.subscription set last_seq = 1000000, stream_created = 'an earlier one'`);
    await work();
    expect(await lab.deliveries(id)).toEqual([]);
    const jobId = await lab.runJob();
    await work();
    expect(await lab.deliveries(id)).toMatchObject([{ job_id: jobId, status: 'delivered' }]);
  });

  it('skips quarantined events, and continues', async () => {
    const id = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.plant(await lab.runJob(), 'not JSON');
    await lab.plant(await lab.runJob(), '{"attempt":"first"}');
    await lab.runJob();
    await work();
    expect(receiver.received).toHaveLength(3);
    expect(await lab.subscription(id)).toMatchObject({ pending: 0, disabled_at: null });
  });

  it('is not blocked by a webhook that cannot be processed', async () => {
    const broken = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    const sound = await lab.subscribe(receiver.url, ['attempt_succeeded']);
    await lab.sql(`update webhooks.subscription set filter = 'null' where webhook_id = '${broken}'`);
    await lab.runJob();
    await expect(worker.enqueue()).rejects.toThrow(TypeError);
    await worker.deliver();
    expect(await lab.deliveries(sound)).toMatchObject([{ status: 'delivered' }]);
  });

  it('delivers once, with any number of parallel workers', async () => {
    await lab.subscribe(receiver.url);
    for (let n = 0; n < 5; n++) await lab.runJob();
    const workers = Array.from({ length: 4 }, () => lab.worker());
    for (let round = 0; round < 12; round++) await Promise.all(workers.map((one) => work(one)));
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('takes over a delivery from a dead gateway once its lease has ended', async () => {
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

  it('leaves a delivery that its stop aborted due at once for the next worker, without counting a try', async () => {
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
