import { changeWebhook } from '../testing/change-webhook.ts';
import { MailServer } from '../testing/mail-server.ts';
import { WebhookLab } from '../testing/webhook-lab.ts';
import type { WebhookWorker } from '../sending/worker.ts';
import { deliveryDetail } from '../views.ts';

const LAB = 'mailto:lab@lab.example';
const FROM = 'Reprise <reprise@lab.example>';

let lab: WebhookLab;
let server: MailServer;
let worker: WebhookWorker;
beforeAll(async () => {
  lab = await WebhookLab.start();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  server = await new MailServer().start();
  lab.mail = { server: server.address, password: undefined, from: FROM };
  worker = lab.worker();
});
afterEach(async () => {
  await server.stop();
  await lab.forget();
});

const work = async () => {
  await worker.enqueue();
  await worker.deliver();
};
const delivery = async (id: string) => (await lab.deliveries(id))[0]!;
/** Creates one delivery and tries it once. */
const tried = async () => {
  const id = await lab.subscribe(LAB, ['attempt_succeeded']);
  await lab.runJob();
  await work();
  return delivery(id);
};

describe('an e-mail about an event', () => {
  it('is sent as text and HTML with a link to the job', async () => {
    const id = await lab.subscribe(LAB, ['attempt_succeeded']);
    const job = await lab.runJob();
    await work();
    const [mail] = server.received;
    const link = `https://reprise.lab.example/jobs/${job}`;
    expect(mail).toMatchObject({ from: 'reprise@lab.example', to: ['lab@lab.example'] });
    expect(mail!.headers).toMatchObject({
      from: FROM,
      to: 'lab@lab.example',
      'auto-submitted': 'auto-generated',
      'message-id': `<${(await delivery(id)).delivery_id}@lab.example>`,
    });
    expect(mail!.headers['subject']).toBe('Reprise: Job completed');
    expect(mail!.text).toContain(`Open in Reprise: ${link}`);
    expect(mail!.html).toContain(`<a href="${link}">Open in Reprise</a>`);
    expect(await delivery(id)).toMatchObject({ status: 'delivered', history: [{ url: LAB, response_status: 250 }] });
  });

  it('is shown in its delivery as it was sent', async () => {
    const row = await tried();
    const { request } = deliveryDetail(row, await lab.subscription(row.webhook_id), lab.channels());
    expect(request).toMatchObject({ url: LAB, headers: { from: FROM, to: 'lab@lab.example' } });
    expect(request.body.trim()).toBe(server.received[0]!.text.trim());
  });
});

describe('an e-mail that is not accepted', () => {
  it('is sent again later under the same id, and its subscription is failing until then', async () => {
    server.answer = () => ({ status: 451, text: 'Try again later' });
    const row = await tried();
    expect(row).toMatchObject({ status: 'pending', tries: 1, history: [{ response_status: 451 }] });
    expect(row.history[0]!.error).toBe('The mail server did not accept the message: 451 Try again later');
    expect(await lab.subscription(row.webhook_id)).toMatchObject({ failing_since: expect.any(String) as string });
    server.answer = () => null;
    lab.now += 3_600_000;
    await work();
    expect(server.received[0]!.headers['message-id']).toContain(row.delivery_id);
    expect(await delivery(row.webhook_id)).toMatchObject({ status: 'delivered', tries: 2 });
    expect(await lab.subscription(row.webhook_id)).toMatchObject({ failing_since: null });
  });

  it('is reported if the server is not there, and waits while the subscription is disabled', async () => {
    await server.stop();
    const row = await tried();
    expect(row.history[0]!.error).toBe('No mail server listens there: the connection was refused.');
    await changeWebhook(lab, row.webhook_id, 'disabled');
    await server.start();
    lab.now += 3_600_000;
    await work();
    expect(server.received).toEqual([]);
    await changeWebhook(lab, row.webhook_id, 'enabled');
    await work();
    expect(server.received).toHaveLength(1);
  });

  it('is reported if a gateway of an earlier release stored the event instead of a message', async () => {
    const id = await lab.subscribe(LAB, ['attempt_succeeded']);
    await lab.runJob();
    await worker.enqueue();
    const event = '{"specversion":"1.0","data":{"sample":"PAT-0413"}}';
    await lab.sql(`update webhooks.delivery set body = '${event}'`);
    await worker.deliver();
    expect(server.received).toEqual([]);
    const row = await delivery(id);
    expect(row).toMatchObject({ status: 'pending', tries: 1 });
    expect(row.history[0]!.error).toContain('a gateway of an earlier release made this message');
    expect(deliveryDetail(row, await lab.subscription(id), lab.channels()).request.body).toBe(event);
  });

  it('disables its subscription after the last try, without the address in the log', async () => {
    const id = await lab.subscribe(LAB, ['attempt_succeeded']);
    await lab.runJob();
    await worker.enqueue();
    await lab.sql('update webhooks.delivery set tries = 9');
    server.answer = () => ({ status: 550, text: 'lab@lab.example is unknown' });
    await worker.deliver();
    expect(await lab.subscription(id)).toMatchObject({ disabled_at: expect.any(String) as string });
    expect(lab.warnings.at(-1)).toBe(
      `Webhook disabled: ${id} at lab.example, after the response 550. Its page shows the reason.`,
    );
  });

  it('is reported if no mail server is set any more', async () => {
    lab.mail = undefined;
    worker = lab.worker();
    const row = await tried();
    expect(row.history[0]!.error).toContain('no mail server is set');
    expect(row.status).toBe('pending');
  });
});

describe('the password of the mail server', () => {
  const withPassword = () => {
    lab.mail = { server: { ...server.address, user: 'reprise' }, password: 'secret', from: FROM };
    worker = lab.worker();
  };

  it('is not sent without TLS', async () => {
    await server.stop();
    await server.start({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    withPassword();
    const row = await tried();
    expect(row.history[0]!.error).toContain('does not encrypt the connection');
    expect(row.status).toBe('pending');
    expect(server.passwords).toEqual([]);
  });

  it('is not sent to a server whose certificate is not trusted', async () => {
    await server.stop();
    // Its certificate is self-signed.
    await server.start({});
    withPassword();
    const row = await tried();
    expect(row.history[0]!.error).toContain('certificate');
    expect(server.passwords).toEqual([]);
  });
});
