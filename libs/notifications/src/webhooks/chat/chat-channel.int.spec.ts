import * as z from 'zod';
import type { WebhookWorker } from '../sending/worker.ts';
import { Receiver } from '../testing/receiver.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import { deliveryDetail } from '../views.ts';

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

const plain = (limit: number) => z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(limit) });

/** Source: https://docs.slack.dev/reference/block-kit/blocks, of the blocks header and section. */
const Slack = z.strictObject({
  text: z.string().min(1),
  blocks: z.tuple([
    z.strictObject({ type: z.literal('header'), text: plain(150) }),
    z.strictObject({ type: z.literal('section'), fields: z.array(plain(2000)).min(1).max(10) }),
    z.strictObject({
      type: z.literal('section'),
      text: z.strictObject({ type: z.literal('mrkdwn'), text: z.string().max(3000) }),
    }),
  ]),
});

/** Sources: the JSON schema of Adaptive Cards 1.4, and the envelope of incoming webhooks of Teams. */
const Teams = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.url(),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z.tuple([
          z.strictObject({
            type: z.literal('TextBlock'),
            text: z.string(),
            size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']),
            weight: z.enum(['Default', 'Lighter', 'Bolder']),
            wrap: z.boolean(),
          }),
          z.strictObject({
            type: z.literal('FactSet'),
            facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
          }),
        ]),
        actions: z.tuple([z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.url() })]),
      }),
    }),
  ]),
});

/** Source: https://developers.mattermost.com/integrate/reference/message-attachments */
const Mattermost = z.strictObject({
  attachments: z.tuple([
    z.strictObject({
      fallback: z.string().min(1),
      title: z.string(),
      title_link: z.url(),
      fields: z.array(z.strictObject({ title: z.string(), value: z.string(), short: z.boolean() })).min(1),
    }),
  ]),
});

describe.each([
  ['slack', Slack],
  ['teams', Teams],
  ['mattermost', Mattermost],
])('the channel of %s', (name, schema: z.ZodType) => {
  /** Accepts only the documented form, as the chat does. */
  const start = () => {
    receiver.answer = ({ headers, body }) => {
      const isJson = headers['content-type'] === 'application/json';
      const { success, error } = schema.safeParse(JSON.parse(body));
      return isJson && success ? { status: 200, body: 'ok' } : { status: 400, body: z.prettifyError(error!) };
    };
    return lab.subscribe(`${name}+${receiver.url}`, ['attempt_succeeded']);
  };
  const work = async () => {
    await worker.enqueue();
    await worker.deliver();
  };

  it('posts an event in the documented form, with a link to its job and without a signature', async () => {
    const id = await start();
    const job = await lab.runJob();
    await work();
    const [row] = await lab.deliveries(id);
    expect(row).toMatchObject({ status: 'delivered', history: [{ response_status: 200, response_body: 'ok' }] });
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    expect(body).toContain(`https://reprise.lab.example/jobs/${job}`);
    expect(body).toContain('Job completed');
    expect(headers).not.toHaveProperty('webhook-signature');
    const { request } = deliveryDetail(row!, await lab.subscription(id), lab.channels());
    expect(request).toEqual({
      url: `${name}+${receiver.url}`,
      headers: { 'content-type': 'application/json' },
      body,
    });
  });

  it('tries again what the chat did not accept', async () => {
    const id = await start();
    await lab.runJob();
    const { answer } = receiver;
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '30' } });
    await work();
    expect((await lab.deliveries(id))[0]).toMatchObject({ status: 'pending', history: [{ response_status: 429 }] });
    receiver.answer = answer;
    lab.now += 3_600_000;
    await work();
    expect((await lab.deliveries(id))[0]).toMatchObject({ status: 'delivered', tries: 2 });
  });

  it('does not post the event that a gateway of an earlier release stored', async () => {
    const id = await start();
    await lab.runJob();
    await worker.enqueue();
    const event = '{"specversion":"1.0","data":{"sample":"PAT-0413"}}';
    await lab.sql(`update webhooks.delivery set body = '${event}'`);
    await worker.deliver();
    expect(receiver.received).toEqual([]);
    const [row] = await lab.deliveries(id);
    expect(row).toMatchObject({ status: 'pending', tries: 1 });
    expect(row!.history[0]!.error).toContain('a gateway of an earlier release made this message');
    expect(deliveryDetail(row!, await lab.subscription(id), lab.channels()).request.body).toBe(event);
  });

  it('is disabled after 410 Gone, without its address in the log', async () => {
    const { port } = new URL(receiver.url);
    const id = await lab.subscribe(`${name}+${receiver.url}/services/SECRET`, ['attempt_succeeded']);
    await lab.runJob();
    receiver.answer = () => ({ status: 410 });
    await work();
    expect(lab.warnings.at(-1)).toBe(
      `Webhook disabled: ${id} at 127.0.0.1:${port}, after the response 410. Its page shows the reason.`,
    );
  });

  it('refuses a private address that the operator does not allow', async () => {
    const url = `${name}+https://10.0.0.1/hooks/x`;
    await expect(lab.channels().of(url).check(url)).rejects.toThrow('10.0.0.1 is not a public address');
  });
});
