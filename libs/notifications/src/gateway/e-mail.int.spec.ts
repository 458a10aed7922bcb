import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@reprise/contracts';
import pg from 'pg';
import { cidrsOf } from '@reprise/settings';
import type { WebhookChange, WebhookDeliveryDetail, WebhookDeliveryView, WebhookView } from '../contract/index.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { MailServer } from '../webhooks/testing/index.ts';
import { ok, webhookClient } from './testing/webhook-client.ts';

const LAB = 'mailto:lab@lab.example';
const folder = mkdtempSync(join(tmpdir(), 'reprise-e-mail-'));
const webhooks = { allowPrivate: cidrsOf('127.0.0.1'), keyFile: join(folder, 'secret.key') };
const publicUrl = 'https://reprise.lab.example';
let servers: Servers;
let gateway: TestGateway;
let server: MailServer;
beforeAll(async () => {
  [servers, server] = await Promise.all([startServers(), new MailServer().start()]);
  const mail = { server: server.address, password: undefined, from: 'reprise@lab.example' };
  gateway = await TestGateway.start(servers, { webhooks, publicUrl, notifications: { mail, names: [] } });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([servers.stop(), server.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  server.received.length = 0;
  server.answer = () => null;
});

const { ask, create, delivered } = webhookClient(
  () => gateway,
  () => LAB,
);
const storeBody = async (deliveryId: string, body: string) => {
  const client = new pg.Client({ connectionString: servers.postgres.url });
  await client.connect();
  await client.query('update webhooks.delivery set body = $1 where delivery_id = $2', [body, deliveryId]);
  await client.end();
};
const errorAtUrl = (message: string) => ({
  status: 422,
  errors: [{ field: 'url', message: expect.stringContaining(message) as string }],
});

describe('an e-mail subscription over HTTP', () => {
  it('gets a message for a later event, with a link to its job, and has no secret', async () => {
    const { webhook, secret } = await create({ description: 'Night shift' });
    expect(secret).toBeNull();
    expect(webhook).toMatchObject({ url: LAB, description: 'Night shift', status: 'active' });
    const { job_id } = await gateway.submit();
    const [delivery] = await delivered(webhook.webhook_id, 1);
    expect(delivery).toMatchObject({ event_type: 'submitted', job_id, last_try: { response_status: 250 } });
    expect(server.received[0]).toMatchObject({ to: ['lab@lab.example'] });
    expect(server.received[0]!.text).toContain(`${publicUrl}/jobs/${job_id}`);
    const path = `/api/webhooks/${webhook.webhook_id}/deliveries/${delivery!.delivery_id}`;
    const { request } = await gateway.get<WebhookDeliveryDetail>(path);
    expect(JSON.stringify(server.received)).not.toMatch(/S1|Submitted by|Local administrator/);
    expect(request.headers).toMatchObject({ to: 'lab@lab.example', subject: server.received[0]!.headers['subject'] });
  });

  it('sends a test, whose failure is reported with the answer of the mail server', async () => {
    const { webhook } = await create();
    const test = () => ok<WebhookDeliveryView>(ask('POST', `/${webhook.webhook_id}/test`));
    expect(await test()).toMatchObject({ status: 'delivered', last_try: { error: null } });
    expect(server.received[0]!.headers['subject']).toBe('Reprise: Test of a notification');
    server.answer = () => ({ status: 550, text: 'No such mailbox' });
    expect(await test()).toMatchObject({
      status: 'failed',
      last_try: { response_status: 550, error: expect.stringContaining('No such mailbox') as string },
    });
  });

  it('is sent by a replay if a gateway of an earlier release stored the event instead of a message', async () => {
    const { webhook } = await create();
    const { job_id } = await gateway.submit();
    const [delivery] = await delivered(webhook.webhook_id, 1);
    const path = `/${webhook.webhook_id}/deliveries/${delivery!.delivery_id}`;
    await storeBody(delivery!.delivery_id, '{"specversion":"1.0"}');
    expect(await gateway.get(`/api/webhooks${path}`)).toMatchObject({ request: { body: '{"specversion":"1.0"}' } });
    server.received.length = 0;
    await ok(ask('POST', `${path}/replay`));
    await delivered(webhook.webhook_id, 1);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]!.text).toContain(`${publicUrl}/jobs/${job_id}`);
  });

  it('records who created, changed and deleted it', async () => {
    const { webhook } = await create();
    const path = `/${webhook.webhook_id}`;
    await ok<WebhookView>(ask('PATCH', path, { url: 'mailto:other@lab.example' }));
    expect((await ask('DELETE', path)).status).toBe(204);
    const changes = await gateway.get<Page<WebhookChange>>('/api/webhooks/changes?limit=3');
    expect(changes.items).toMatchObject([
      { action: 'deleted', actor: 'admin', detail: { url: 'mailto:other@lab.example' } },
      { action: 'changed', detail: { before: { url: LAB }, after: { url: 'mailto:other@lab.example' } } },
      { action: 'created', detail: { url: LAB, event_types: ['submitted'] } },
    ]);
  });

  it('is the same for the same request with the same key', async () => {
    const key = { 'idempotency-key': 'mail' };
    expect(await create({}, key)).toEqual(await create({}, key));
  });

  it.each([
    'mailto:',
    'mailto:lab',
    'mailto:a@lab.example,b@lab.example',
    'mailto:lab@lab.example?bcc=b@lab.example',
    'mailto:lab%0a@lab.example',
  ])('is refused for %s, which is not one address', async (url) => {
    const response = await ask('POST', '', { url, event_types: ['submitted'] });
    expect(await problemOf(response)).toMatchObject(errorAtUrl('must be one e-mail address'));
  });

  it('cannot become a webhook, and has no secret to rotate', async () => {
    const { webhook } = await create();
    const changed = await ask('PATCH', `/${webhook.webhook_id}`, { url: 'http://127.0.0.1:9/hook' });
    expect(await problemOf(changed)).toMatchObject(errorAtUrl('must be an address of the same kind'));
    expect(await problemOf(await ask('POST', `/${webhook.webhook_id}/rotate`))).toMatchObject({ status: 409 });
  });

  it('is refused where no mail server is set', async () => {
    const other = await TestGateway.start(servers, { webhooks });
    const response = await other.post('/api/webhooks', { url: LAB, event_types: ['submitted'] });
    expect(await problemOf(response)).toMatchObject(errorAtUrl('no mail server is set'));
    await other.stop();
  });
});
