import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@reprise/contracts';
import type { WebhookChange, WebhookView } from '../contract/index.ts';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { Receiver } from '../webhooks/testing/index.ts';
import { cidrsOf } from '@reprise/settings';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { ok, webhookClient, type SignedWebhook } from './testing/webhook-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-webhooks-'));
const webhooks = { allowPrivate: cidrsOf('127.0.0.1'), keyFile: join(folder, 'secret.key') };
let servers: Servers;
let gateway: TestGateway;
let receiver: Receiver;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { webhooks });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  receiver = await new Receiver().start();
});
afterEach(async () => {
  for (const { webhook_id } of await list()) await ask('DELETE', `/${webhook_id}`);
  await receiver.stop();
});

/** Stops the gateway and starts another one on the same data. */
async function restart(): Promise<void> {
  await gateway.stop();
  gateway = await TestGateway.start(servers, { webhooks });
}

const { ask, list, wish, create, deliveries, delivered } = webhookClient(
  () => gateway,
  () => receiver.url,
);

describe('webhooks over HTTP', () => {
  it('are created with a secret that is shown once, and receive later events', async () => {
    await gateway.submit();
    const { webhook, secret } = await create({ description: 'LIMS', filter: { pipeline: ['toy'] } });
    expect(webhook).toMatchObject({ url: receiver.url, description: 'LIMS', status: 'active', created_by: 'admin' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { job_id } = await gateway.submit();
    await delivered(webhook.webhook_id, 1);
    expect(receiver.verified(secret)).toMatchObject([
      { type: expect.stringMatching(/^reprise\.job\.submitted\.v\d+$/) as string, subject: job_id },
    ]);
    expect(JSON.stringify(await list())).not.toContain('whsec_');
    expect(await deliveries(webhook.webhook_id)).toMatchObject([
      { event_type: 'submitted', job_id, sample_name: 'S1', status: 'delivered', last_try: { response_status: 204 } },
    ]);
  });

  it('keep their secrets encrypted in the database', async () => {
    const { secret } = await create();
    const client = new pg.Client({ connectionString: servers.postgres.url });
    await client.connect();
    const { rows } = await client.query<{ text: string }>('select s::text as text from webhooks.subscription s');
    await client.end();
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toContain(secret.slice('whsec_'.length));
  });

  it('are one webhook for the same request with the same key, which returns its secret again', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await create({}, key);
    expect(await create({}, key)).toEqual(first);
    expect(await list()).toHaveLength(1);
    const other = await ask('POST', '', wish({ description: 'another' }), key);
    expect(await problemOf(other)).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
  });

  it.each([
    ['', 'is required'],
    ['lims', 'must be a whole address'],
    ['https://10.0.0.1/', '10.0.0.1 is not a public address'],
    ['http://[::1]/', '::1 is not a public address'],
    ['https://[::ffff:10.0.0.1]/', 'is not a public address'],
    ['https://169.254.169.254/', '169.254.169.254 is not a public address'],
  ])('are refused for %s, with the reason at the field', async (url, why) => {
    const response = await ask('POST', '', { url, event_types: ['submitted'] });
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      errors: [{ field: 'url', message: expect.stringContaining(why) as string }],
    });
  });

  it('are refused without a type, or with an unknown one', async () => {
    expect(await problemOf(await ask('POST', '', wish({ event_types: [] })))).toMatchObject({
      errors: [{ field: 'event_types', message: 'choose at least one' }],
    });
    expect(await problemOf(await ask('POST', '', wish({ event_types: ['nothing'] })))).toMatchObject({ status: 422 });
    expect(await problemOf(await ask('POST', '', wish({ event_types: ['signed_in'] })))).toMatchObject({ status: 422 });
  });

  it('are reported as unknown if they do not exist', async () => {
    const id = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c';
    for (const [method, path] of [
      ...[
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/test'],
        ['POST', '/rotate'],
        ['GET', '/deliveries'],
      ],
      ...[
        ['POST', '/enable'],
        ['POST', '/disable'],
      ],
    ] as const)
      expect(await problemOf(await ask(method, `/${id}${path}`))).toMatchObject({
        status: 404,
        detail: `There is no webhook ${id}.`,
      });
    expect((await ask('GET', '/nonsense')).status).toBe(404);
    const { webhook } = await create();
    const gone = await ask('POST', `/${webhook.webhook_id}/deliveries/${id}/replay`);
    expect(await problemOf(gone)).toMatchObject({ status: 404, detail: expect.stringContaining('no delivery') });
  });

  it('can change their event types, and receive the new ones from then on', async () => {
    const { webhook } = await create();
    const path = `/${webhook.webhook_id}`;
    const changed = await ok<WebhookView>(
      ask('PATCH', path, { event_types: ['cancel_requested', 'cancel_requested'] }),
    );
    expect(changed).toMatchObject({ url: receiver.url, event_types: ['cancel_requested'] });
    const { job_id } = await gateway.submit();
    await gateway.accepted(`/api/jobs/${job_id}/cancel`, { reason: 'wrong sample' });
    expect(await delivered(webhook.webhook_id, 1)).toMatchObject([{ event_type: 'cancel_requested', job_id }]);
    expect(await problemOf(await ask('PATCH', path, { url: 'https://10.0.0.1/' }))).toMatchObject({ status: 422 });
  });

  it('also sign with the old secret for a day after it was replaced', async () => {
    const { webhook, secret: old } = await create();
    const rotated = await ok<SignedWebhook>(ask('POST', `/${webhook.webhook_id}/rotate`));
    expect(rotated.secret).not.toBe(old);
    expect(Date.parse(rotated.webhook.old_secret_until!) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    await gateway.submit();
    await delivered(webhook.webhook_id, 1);
    expect(receiver.verified(old)).toHaveLength(1);
    expect(receiver.verified(rotated.secret)).toHaveLength(1);
  });

  it('record only the actual change, also if the database keeps a filter in another order', async () => {
    const { webhook } = await create();
    const path = `/${webhook.webhook_id}`;
    const filter = { sample: 'PAT', cause: ['runner_lost'] };
    await ask('PATCH', path, { filter });
    await ask('PATCH', path, { filter, description: 'LIMS' });
    const { items } = await gateway.get<Page<WebhookChange>>('/api/webhooks/changes?limit=2');
    expect(items.map(({ detail }) => Object.keys(detail['after'] as object))).toEqual([['description'], ['filter']]);
  });

  it('record who changed them and how, also after their deletion', async () => {
    const { webhook } = await create();
    const path = `/${webhook.webhook_id}`;
    await ask('PATCH', path, { description: 'LIMS' });
    await ask('POST', `${path}/rotate`);
    expect((await ask('DELETE', path)).status).toBe(204);
    const changes = await gateway.get<Page<WebhookChange>>('/api/webhooks/changes?limit=4');
    expect(changes.items).toMatchObject([
      { action: 'deleted', actor: 'admin', webhook_id: webhook.webhook_id, detail: { url: receiver.url } },
      { action: 'secret_rotated' },
      { action: 'changed', detail: { before: { description: '' }, after: { description: 'LIMS' } } },
      { action: 'created', detail: { url: receiver.url, event_types: ['submitted'] } },
    ]);
    expect(JSON.stringify(changes)).not.toContain('whsec_');
  });
});

describe('a restart of the gateway with webhooks', () => {
  it('loses and repeats no delivery between a failure and a success', async () => {
    const { webhook, secret } = await create();
    const first = await gateway.submit();
    await delivered(webhook.webhook_id, 1);
    receiver.answer = () => ({ status: 503 });
    const second = await gateway.submit();
    await eventually('it failed', async () =>
      (await deliveries(webhook.webhook_id, '?status=pending')).some(({ tries }) => tries > 0) ? true : null,
    );
    const failures = receiver.received.length - 1;
    receiver.answer = () => ({ status: 204 });
    await restart();
    const third = await gateway.submit();
    await delivered(webhook.webhook_id, 3);
    const events = receiver.verified(secret).map(({ subject }) => subject);
    expect(events.slice(1 + failures).sort()).toEqual([second.job_id, third.job_id].sort());
    expect(events.filter((id) => id === first.job_id)).toHaveLength(1);
  });

  it('keeps the secret for signatures', async () => {
    const { webhook, secret } = await create();
    await restart();
    await ok(ask('POST', `/${webhook.webhook_id}/test`));
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  });
});
