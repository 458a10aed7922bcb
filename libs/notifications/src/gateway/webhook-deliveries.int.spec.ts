import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@reprise/contracts';
import type { WebhookDeliveryDetail, WebhookDeliveryView, WebhookView } from '../contract/index.ts';
import { Receiver, skipToLastTry } from '../webhooks/testing/index.ts';
import type { ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { cidrsOf } from '@reprise/settings';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { ok, webhookClient } from './testing/webhook-client.ts';

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

const { ask, list, create, deliveries, delivered } = webhookClient(
  () => gateway,
  () => receiver.url,
);

describe('the deliveries of webhooks over HTTP', () => {
  it('include a test request, whose outcome is the answer', async () => {
    const { webhook, secret } = await create();
    const path = `/${webhook.webhook_id}`;
    expect(await ok<WebhookDeliveryView>(ask('POST', `${path}/test`))).toMatchObject({
      event_type: 'webhook_test',
      event_id: null,
      status: 'delivered',
      last_try: { response_status: 204 },
    });
    expect(receiver.verified(secret)).toMatchObject([{ type: 'reprise.webhook.webhook_test.v1' }]);
    await receiver.stop();
    const failed = await ok<WebhookDeliveryView>(ask('POST', `${path}/test`));
    expect(failed).toMatchObject({ status: 'failed', tries: 1, last_try: { response_status: null } });
    expect(failed.last_try?.error).toBe('Nothing listens there: the connection was refused.');
    expect(await ok<WebhookView>(ask('GET', path))).toMatchObject({ status: 'active' });
    const again = await ask('POST', `${path}/deliveries/${failed.delivery_id}/replay`);
    expect(await problemOf(again)).toMatchObject({ status: 409, detail: expect.stringContaining('send another one') });
  });

  it('show what was sent and answered, and can be replayed', async () => {
    receiver.answer = () => ({ status: 500, body: 'database is locked' });
    const { webhook, secret } = await create();
    const path = `/${webhook.webhook_id}`;
    await gateway.submit();
    const failing = await eventually('it is failing', async () => {
      const now = await ok<WebhookView>(ask('GET', path));
      return now.status === 'failing' ? now : null;
    });
    expect(failing).toMatchObject({ pending: 1, last_try: { response_status: 500 } });
    const [one] = await deliveries(webhook.webhook_id);
    const detail = await ok<WebhookDeliveryDetail>(ask('GET', `${path}/deliveries/${one!.delivery_id}`));
    expect(detail.history[0]).toMatchObject({ response_status: 500, response_body: 'database is locked' });
    expect(detail.request.headers['webhook-id']).toBe(one!.delivery_id);
    expect(JSON.parse(detail.request.body)).toMatchObject({
      specversion: '1.0',
      type: expect.stringMatching(/^reprise\.job\.submitted\.v\d+$/) as string,
    });
    receiver.answer = () => ({ status: 200 });
    expect((await ask('POST', `${path}/deliveries/${one!.delivery_id}/replay`)).status).toBe(202);
    await delivered(webhook.webhook_id, 1);
    const [first, ...others] = receiver.received;
    expect(others.at(-1)!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(receiver.verified(secret).length).toBeGreaterThan(1);
  });

  it('stop while a webhook is disabled, and all follow when it is enabled again', async () => {
    const { webhook } = await create();
    const path = `/${webhook.webhook_id}`;
    const disabled = await ok<WebhookView>(ask('POST', `${path}/disable`));
    expect(disabled).toMatchObject({ status: 'disabled', disabled_why: 'Disabled by an admin.' });
    await gateway.submit();
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    expect(await deliveries(webhook.webhook_id)).toEqual([]);
    expect(await ok<WebhookView>(ask('POST', `${path}/enable`))).toMatchObject({ status: 'active' });
    await delivered(webhook.webhook_id, 2);
  });

  it('are counted for Prometheus: delivered, failed and pending ones', async () => {
    const figure = async (name: string) => {
      const figures = await (await gateway.fetch('/metrics')).text();
      return Number(
        figures
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length),
      );
    };
    const ended = (outcome: string) => figure(`reprise_webhook_deliveries_total{outcome="${outcome}"}`);
    const [delivered, failed] = [await ended('delivered'), await ended('failed')];
    expect(await figure('reprise_webhook_deliveries_pending')).toBe(0);
    await create();
    await gateway.submit();
    await eventually('it is counted as delivered', async () => (await ended('delivered')) === delivered + 1 || null);

    receiver.answer = () => ({ status: 500, headers: { 'retry-after': '86400' } });
    await gateway.submit();
    const pending = () => figure('reprise_webhook_deliveries_pending');
    await eventually('it is counted as pending', async () => (await pending()) === 1 || null);
    const readModel = gateway.app.get<ReadModel>(READ_MODEL);
    await eventually('its last try is due', async () => (await skipToLastTry(readModel)) || null);
    await eventually('it is counted as failed', async () => (await ended('failed')) === failed + 1 || null);
    await eventually('nothing is pending', async () => (await pending()) === 0 || null);
    expect(await ended('delivered')).toBe(delivered + 1);
  });

  it('are listed page by page', async () => {
    const { webhook } = await create();
    for (let n = 0; n < 3; n++) await gateway.submit();
    await delivered(webhook.webhook_id, 3);
    const path = `/${webhook.webhook_id}/deliveries`;
    const first = await ok<Page<WebhookDeliveryView>>(ask('GET', `${path}?limit=2`));
    const second = await ok<Page<WebhookDeliveryView>>(ask('GET', `${path}?limit=2&cursor=${first.next_cursor!}`));
    expect(second.next_cursor).toBeNull();
    const seqs = [...first.items, ...second.items].map(({ seq }) => seq!);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    expect(new Set(seqs).size).toBe(3);
    expect(await problemOf(await ask('GET', `${path}?cursor=nonsense`))).toMatchObject({ status: 422 });
  });
});
