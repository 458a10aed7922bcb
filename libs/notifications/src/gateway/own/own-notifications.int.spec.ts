import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandAccepted, Page, PeopleView } from '@reprise/contracts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { ben, firstAdmin, invite, signIn } from '@reprise/gateway/testing/people.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { OwnNotificationsView, WebhookChange, WebhookDeliveryView, WebhookView } from '../../contract/index.ts';
import { MailServer } from '../../webhooks/testing/index.ts';

const OWN = '/api/notifications/own';
const folder = mkdtempSync(join(tmpdir(), 'reprise-own-notifications-'));
const publicUrl = 'https://reprise.lab.example';
let servers: Servers;
let gateway: TestGateway;
let server: MailServer;
let admin: Browser;
let operator: Browser;
beforeAll(async () => {
  [servers, server] = await Promise.all([startServers(), new MailServer().start()]);
  const mail = { server: server.address, password: undefined, from: 'reprise@lab.example' };
  const webhooks = { allowPrivate: [], keyFile: join(folder, 'secret.key') };
  gateway = await TestGateway.start(servers, { webhooks, publicUrl, notifications: { mail, names: [] } });
  admin = await firstAdmin(gateway);
  operator = await invite(gateway, admin, ben);
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([servers.stop(), server.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(() => (server.received.length = 0));
afterEach(() => choose({ occasions: [], jobs: 'mine', pipeline: [], label: [] }));

const own = () => operator.json<OwnNotificationsView>(OWN);
async function choose(body: object): Promise<OwnNotificationsView> {
  const response = await operator.send('PATCH', OWN, body);
  if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as OwnNotificationsView;
}
const BODY = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
/** Submits a job, which then fails. */
async function failOneOf(person: Browser, part: object = {}): Promise<string> {
  const { job_id } = (await (await person.post('/api/jobs', { ...BODY, ...part })).json()) as CommandAccepted;
  await gateway.runner.start(job_id);
  await gateway.runner.fail(job_id);
  return job_id;
}
const mails = (count: number) =>
  eventually(`${String(count)} mails`, () =>
    Promise.resolve(server.received.length >= count ? [...server.received] : null),
  );
const subscriptions = async () => (await admin.json<Page<WebhookView>>('/api/webhooks')).items;

describe('the notifications that a person chooses', () => {
  it('are off by default', async () => {
    expect(await own()).toEqual({
      occasions: [],
      jobs: 'mine',
      pipeline: [],
      label: [],
      one_message_per: 'batch',
      quiet_hours: null,
      address: ben.email,
      is_available: true,
      status: null,
      disabled_why: null,
      last_try: null,
    });
    expect(await problemOf(await operator.post(`${OWN}/test`))).toMatchObject({ status: 409 });
  });

  it('report a failure of an own job to the address of the account, and nothing of jobs of others', async () => {
    await choose({ occasions: ['failed'] });
    await failOneOf(admin);
    const job = await failOneOf(operator);
    const [mail, ...more] = await mails(1);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: [ben.email], headers: { subject: 'Reprise: Job failed: toy' } });
    expect(mail!.text).toContain(`Open in Reprise: ${publicUrl}/jobs/${job}`);
    expect(mail!.text).toContain('You chose this on the page My notifications');
    expect(await eventually('a try', async () => (await own()).last_try)).toMatchObject({ error: null });
  });

  it('keep what a change leaves out', async () => {
    await choose({ occasions: ['ended'], jobs: 'every', label: ['run=7'] });
    expect(await choose({ occasions: ['failed', 'approval_needed'] })).toMatchObject({
      occasions: ['failed', 'approval_needed'],
      jobs: 'every',
      label: ['run=7'],
    });
  });

  it('report only jobs with the chosen labels', async () => {
    await choose({ occasions: ['failed'], jobs: 'every', label: ['run=7'] });
    await failOneOf(admin, { labels: { run: '8' } });
    const job = await failOneOf(admin, { labels: { run: '7' } });
    const received = await mails(1);
    expect(received.map(({ text }) => /jobs\/(\S+)/.exec(text)?.[1])).toEqual([job]);
  });

  it('send a test to the person', async () => {
    await choose({ occasions: ['failed'] });
    const response = await operator.post(`${OWN}/test`);
    expect((await response.json()) as WebhookDeliveryView).toMatchObject({ status: 'delivered' });
    expect(server.received).toMatchObject([{ to: [ben.email] }]);
  });

  it('are seen by administrators, with the account instead of the address', async () => {
    await choose({ occasions: ['failed'] });
    const { people } = await admin.json<PeopleView>('/api/people');
    const { user_id } = people.find(({ email }) => email === ben.email)!;
    const [subscription] = await subscriptions();
    expect(subscription).toMatchObject({ url: `account:${user_id}`, event_types: ['attempt_failed'] });
    const { items } = await admin.json<Page<WebhookChange>>('/api/webhooks/changes');
    expect(items[0]).toMatchObject({ action: 'created', actor: `user:${user_id}` });
    expect(JSON.stringify(items)).not.toContain(ben.email);
    await choose({ occasions: [] });
    expect(await subscriptions()).toEqual([]);
  });

  it('are recorded without the address if the mail server rejects it', async () => {
    await choose({ occasions: ['failed'] });
    server.answer = () => ({ status: 550, text: `5.1.1 <${ben.email.toUpperCase()}>: Recipient address rejected` });
    const delivery = (await (await operator.post(`${OWN}/test`)).json()) as WebhookDeliveryView;
    server.answer = () => null;
    expect(delivery.status).toBe('failed');
    const tries = JSON.stringify([delivery, await subscriptions()]);
    expect(tries).toContain('550 5.1.1 <address of the account>: Recipient address rejected');
    expect(tries.toLowerCase()).not.toContain(ben.email);
  });

  it('are disabled with the account, and nothing is tried', async () => {
    await choose({ occasions: ['failed'], jobs: 'every' });
    const [subscription] = await subscriptions();
    const user = `/api/users/${subscription!.url.slice('account:'.length)}`;
    expect((await admin.send('PATCH', user, { disabled: true })).ok).toBe(true);
    const disabled = await eventually('disabled notifications', async () =>
      (await subscriptions()).find(({ status }) => status === 'disabled'),
    );
    expect(disabled).toMatchObject({ disabled_why: 'The account was disabled.', failing_since: null, last_try: null });
    expect((await admin.json<Page<WebhookChange>>('/api/webhooks/changes')).items[0]).toMatchObject({
      action: 'disabled',
      actor: 'system',
    });
    await failOneOf(admin);
    expect((await admin.send('PATCH', user, { disabled: false })).ok).toBe(true);
    operator = await signIn(gateway, ben);
    expect(server.received).toEqual([]);
  });

  it('include outages of runners for operators only', async () => {
    expect(await choose({ occasions: ['runner_away', 'disk_low'] })).toMatchObject({
      occasions: ['runner_away', 'disk_low'],
    });
    const viewer = { name: 'Vic Lund', email: 'vic@lab.example', password: 'staple horse battery' };
    const person = await invite(gateway, admin, { ...viewer, role: 'viewer' });
    expect(await problemOf(await person.send('PATCH', OWN, { occasions: ['runner_away'] }))).toMatchObject({
      status: 422,
      errors: [{ field: 'occasions' }],
    });
    const former = { name: 'Fay Lund', email: 'fay@lab.example', password: 'staple horse battery' };
    const fay = await invite(gateway, admin, { ...former, role: 'operator' });
    expect((await fay.send('PATCH', OWN, { occasions: ['failed', 'disk_low'] })).status).toBe(200);
    const { people } = await admin.json<PeopleView>('/api/people');
    const { user_id } = people.find(({ email }) => email === former.email)!;
    expect((await admin.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' })).status).toBeLessThan(300);
    const { occasions } = await fay.json<OwnNotificationsView>(OWN);
    expect(occasions).toEqual(['failed']);
    expect((await fay.send('PATCH', OWN, { occasions, jobs: 'every' })).status).toBe(200);
    expect((await fay.send('PATCH', OWN, { occasions: [] })).status).toBe(200);
    const url = 'https://lims.example.org';
    expect(await problemOf(await admin.post('/api/webhooks', { url, event_types: ['disk_low'] }))).toMatchObject({
      status: 422,
      errors: [{ field: 'event_types' }],
    });
  });

  it('are deleted when the account is erased', async () => {
    const eva = {
      name: 'Eva Lund',
      email: 'eva@lab.example',
      password: 'staple horse battery',
      role: 'viewer',
    } as const;
    const person = await invite(gateway, admin, eva);
    expect((await person.send('PATCH', OWN, { occasions: ['failed'] })).ok).toBe(true);
    const [{ url }] = (await subscriptions()) as [WebhookView];
    expect((await admin.send('DELETE', `/api/users/${url.slice('account:'.length)}`)).status).toBe(204);
    await eventually('no subscription', async () => (await subscriptions()).length === 0 || null);
  });

  it('cannot be created by an administrator for others, and need an account', async () => {
    const url = 'account:019b2f70-0a11-7b22-8c33-9d44aabbcc02';
    const made = await admin.post('/api/webhooks', { url, event_types: ['attempt_failed'] });
    expect(await problemOf(made)).toMatchObject({ status: 422, errors: [{ field: 'url' }] });
    expect(await problemOf(await gateway.fetch(OWN))).toMatchObject({ status: 404 });
  });
});
