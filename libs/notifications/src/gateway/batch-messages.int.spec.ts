import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Page, SheetSubmitted } from '@reprise/contracts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { WebhookBody, WebhookDeliveryView, WebhookSecretView, WebhookView } from '../contract/index.ts';
import { MailServer } from '../webhooks/testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-batch-messages-'));
const publicUrl = 'https://reprise.lab.example';
let servers: Servers;
let server: MailServer;
let gateway: TestGateway;
let other: TestGateway;
const start = () => {
  const mail = { server: server.address, password: undefined, from: 'reprise@lab.example' };
  const webhooks = { allowPrivate: [], keyFile: join(folder, 'secret.key') };
  return TestGateway.start(servers, { webhooks, publicUrl, notifications: { mail, names: [] } });
};
beforeAll(async () => {
  [servers, server] = await Promise.all([startServers(), new MailServer().start()]);
  [gateway, other] = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()]);
  await Promise.all([servers.stop(), server.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(() => (server.received.length = 0));
const made: string[] = [];
afterEach(async () => {
  for (const id of made.splice(0)) await gateway.fetch(`/api/webhooks/${id}`, { method: 'DELETE' });
});

async function subscribe(body: Partial<WebhookBody> = {}): Promise<string> {
  const response = await gateway.post('/api/webhooks', {
    url: 'mailto:lab@example.org',
    event_types: ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'],
    ...body,
  });
  const { webhook } = (await response.json()) as WebhookSecretView;
  made.push(webhook.webhook_id);
  return webhook.webhook_id;
}
async function submit(): Promise<{ readonly id: string; readonly jobs: string[] }> {
  const id = randomUUID();
  const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\nC,./demo/S1\n';
  const response = await gateway.post('/api/jobs/sheet', { pipeline: 'toy', text, batch: { id, name: 'Plate 12' } });
  const { results } = (await response.json()) as SheetSubmitted;
  return { id, jobs: results.map(({ job_id }) => job_id!) };
}
async function fail(job: string, attempt = 1): Promise<void> {
  await gateway.runner.start(job, attempt);
  await gateway.runner.fail(job, attempt);
}
async function succeed(job: string, attempt = 1): Promise<void> {
  await gateway.runner.start(job, attempt);
  await gateway.runner.succeed(job, attempt);
}
/** Waits until a subscription has checked all events, and has nothing to send. */
async function settled(id: string): Promise<void> {
  const { last_seq } = await gateway.log.head();
  await eventually('all events were checked', async () => {
    const webhook = await gateway.get<WebhookView>(`/api/webhooks/${id}`);
    return webhook.last_seq >= last_seq && webhook.pending === 0 ? webhook : null;
  });
}
const mails = (count: number) =>
  eventually(`${String(count)} mails`, () =>
    Promise.resolve(server.received.length >= count ? [...server.received] : null),
  );

describe('a subscription with one message per batch', () => {
  it('gets one message when all jobs of the batch have ended, with counts, causes and the link', async () => {
    const id = await subscribe();
    const { id: batch, jobs } = await submit();
    await succeed(jobs[0]!);
    await fail(jobs[1]!);
    await settled(id);
    expect(server.received).toEqual([]);
    await gateway.accepted(`/api/jobs/${jobs[2]!}/cancel`);
    const [mail] = await mails(1);
    await settled(id);
    expect(server.received).toHaveLength(1);
    expect(mail!.headers['subject']).toBe('Reprise: Batch ended: 1 completed, 1 failed, 1 cancelled');
    expect(mail!.text).toContain('Failures by cause: error 1');
    expect(mail!.text).toContain(`Open in Reprise: ${publicUrl}/batches/${batch}`);
    expect(mail!.text).not.toContain('Plate 12');
    const { items } = await gateway.get<Page<WebhookDeliveryView>>(`/api/webhooks/${id}/deliveries`);
    expect(items).toMatchObject([{ event_type: 'batch_ended', status: 'delivered', job_id: null }]);
  });

  it('gets another one only if the batch ran again and ended again', async () => {
    const id = await subscribe();
    const { jobs } = await submit();
    for (const job of jobs) await fail(job);
    await mails(1);
    await gateway.accepted(`/api/jobs/${jobs[0]!}/rerun`);
    await gateway.accepted(`/api/jobs/${jobs[1]!}/rerun`);
    await succeed(jobs[0]!, 2);
    await settled(id);
    expect(server.received).toHaveLength(1);
    await succeed(jobs[1]!, 2);
    const [, again] = await mails(2);
    expect(again!.headers['subject']).toBe('Reprise: Batch ended: 2 completed, 1 failed');
  });

  it('gets none about a batch without a job that ended as it asks for', async () => {
    const id = await subscribe({ event_types: ['attempt_failed'] });
    const { jobs } = await submit();
    await fail(jobs[0]!);
    await gateway.accepted(`/api/jobs/${jobs[0]!}/rerun`);
    for (const job of jobs.slice(1)) await succeed(job);
    await succeed(jobs[0]!, 2);
    await settled(id);
    const { jobs: failing } = await submit();
    await fail(failing[0]!);
    for (const job of failing.slice(1)) await succeed(job);
    const [mail] = await mails(1);
    await settled(id);
    expect(server.received).toHaveLength(1);
    expect(mail!.headers['subject']).toBe('Reprise: Batch ended: 2 completed, 1 failed');
  });

  it('gets the message once if gateways stopped and started in between', async () => {
    const id = await subscribe();
    const { jobs } = await submit();
    await fail(jobs[0]!);
    await settled(id);
    await other.stop();
    for (const job of jobs.slice(1)) await succeed(job);
    other = await start();
    await mails(1);
    await settled(id);
    expect(server.received).toHaveLength(1);
  });

  it('gets a message for each job if it asks for that, or if a job belongs to no batch', async () => {
    await subscribe({ one_message_per: 'job' });
    const { jobs } = await submit();
    for (const job of jobs) await fail(job);
    const received = await mails(3);
    expect(received.map(({ text }) => /jobs\/(\S+)/.exec(text)?.[1]).toSorted()).toEqual(jobs.toSorted());
  });
});

describe('quiet hours', () => {
  const clock = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString().slice(11, 16);
  const now = { from: clock(-3_600_000), to: clock(3_600_000), time_zone: 'UTC' };

  it('hold messages, and send them combined when they end or are removed', async () => {
    const id = await subscribe({ one_message_per: 'job', quiet_hours: now });
    const { jobs } = await submit();
    for (const job of jobs) await fail(job);
    const { last_seq } = await gateway.log.head();
    await eventually('all events were checked', async () =>
      (await gateway.get<WebhookView>(`/api/webhooks/${id}`)).last_seq >= last_seq ? true : null,
    );
    expect(server.received).toEqual([]);
    const body = JSON.stringify({ quiet_hours: null });
    const headers = { 'content-type': 'application/json' };
    expect((await gateway.fetch(`/api/webhooks/${id}`, { method: 'PATCH', body, headers })).ok).toBe(true);
    const [mail] = await mails(1);
    await settled(id);
    expect(server.received).toHaveLength(1);
    expect(mail!.headers['subject']).toBe('Reprise: 3 messages from quiet hours');
    for (const job of jobs) expect(mail!.text).toContain(`${publicUrl}/jobs/${job}`);
  });

  it('are refused for a webhook, and if they are no hours or in no time zone', async () => {
    const webhook = { url: 'https://example.org/hook', event_types: ['attempt_failed'] };
    const wrong = async (body: object) => problemOf(await gateway.post('/api/webhooks', body));
    expect(await wrong({ ...webhook, quiet_hours: now })).toMatchObject({ errors: [{ field: 'quiet_hours' }] });
    expect(await wrong({ ...webhook, one_message_per: 'batch' })).toMatchObject({
      errors: [{ field: 'one_message_per' }],
    });
    const mail = { ...webhook, url: 'mailto:lab@example.org' };
    expect(await wrong({ ...mail, quiet_hours: { ...now, to: now.from } })).toMatchObject({
      errors: [{ field: 'quiet_hours.to' }],
    });
    expect(await wrong({ ...mail, quiet_hours: { ...now, time_zone: 'Mars' } })).toMatchObject({
      errors: [{ field: 'quiet_hours.time_zone' }],
    });
  });
});
