import { jest } from '@jest/globals';
import { ALL_ACCESS, type AnyEvent, type Page } from '@reprise/contracts';
import type { OpenInvite, UserView } from '../../contract/index.ts';
import { eventsOf, LogUnavailableError } from '@reprise/event-log';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { ana as person, ben, firstAdmin, invite, signIn } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { logTimeouts: { requestMs: 2_000, deadlineMs: 8_000 } });
  ana = await firstAdmin(gateway);
  await invite(gateway, ana, ben);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const events = () => eventsOf(gateway.log.read(ALL_ACCESS));
const inTheEnd = (what: string, isIt: (event: AnyEvent) => boolean) =>
  eventually(what, async () => (await events()).find(isIt) ?? null);
const userOf = async (email: string) =>
  (await ana.json<Page<UserView>>('/api/users')).items.find((user) => user.email === email)!;

describe('changes of accounts', () => {
  it('are refused without effect while the log does not answer, while sign-ins work and are recorded later', async () => {
    const { user_id, role } = await userOf(ben.email);
    await servers.nats.kill();
    let signedIn = '';
    try {
      const refused = await Promise.all([
        ana.post('/api/users/invites', { email: 'cy@lab.example', role: 'viewer' }),
        ana.send('PATCH', `/api/users/${user_id}`, { role: 'admin' }),
        ana.send('DELETE', `/api/users/${user_id}`),
        ana.post('/api/tokens', { name: 'nightly', role: 'viewer' }),
        ana.post('/api/account/password', { current_password: person.password, new_password: 'another long secret' }),
      ]);
      for (const response of refused)
        expect(await problemOf(response)).toMatchObject({
          status: 503,
          detail: expect.stringContaining('nothing was changed') as string,
        });
      signedIn = new Date().toISOString();
      await signIn(gateway, ben);
    } finally {
      await servers.nats.start();
    }
    expect(await userOf(ben.email)).toMatchObject({ role });
    expect((await ana.json<Page<OpenInvite>>('/api/users/invites')).items).toEqual([]);
    await signIn(gateway, person);
    await inTheEnd('the sign-in', ({ type, subject, time }) => {
      return type === 'signed_in' && subject === user_id && time >= signedIn;
    });
  });

  it('are finally in the log if it fails between the change and its event', async () => {
    const away = jest.spyOn(gateway.log, 'append');
    away.mockRejectedValueOnce(new LogUnavailableError('The test takes the log away', 'unknown'));
    const { user_id } = await userOf(ben.email);
    try {
      expect((await ana.send('PATCH', `/api/users/${user_id}`, { role: 'reviewer' })).status).toBe(200);
      expect(away).toHaveBeenCalled();
    } finally {
      away.mockRestore();
    }
    const changed = await inTheEnd('the change', ({ type, data }) => type === 'user_changed' && 'role' in data);
    expect(changed).toMatchObject({ subject: user_id, data: { role: { from: ben.role, to: 'reviewer' } } });
  });

  it('run one after the other under load, and leave connections to sign-ins', async () => {
    const emails = Array.from({ length: 24 }, (_, n) => `guest-${String(n)}@lab.example`);
    const [made, signedIn] = await Promise.all([
      Promise.all(emails.map((email) => ana.post('/api/users/invites', { email, role: 'viewer' }))),
      Promise.all(Array.from({ length: 6 }, () => signIn(gateway, ben))),
    ]);
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    expect(signedIn).toHaveLength(6);
    expect((await events()).filter(({ type }) => type === 'user_invited')).toHaveLength(emails.length + 1);
  });
});

describe('an invitation', () => {
  it('is in the audit when it is withdrawn, or replaced by a newer one', async () => {
    const to = { email: 'dee@lab.example', role: 'viewer' };
    await ana.post('/api/users/invites', to);
    await ana.post('/api/users/invites', to);
    const { items } = await ana.json<Page<OpenInvite>>('/api/users/invites');
    const open = items.filter(({ email }) => email === to.email);
    expect(open).toHaveLength(1);
    const { invite_id } = open[0]!;
    expect((await ana.send('DELETE', `/api/users/invites/${invite_id}`)).status).toBe(204);
    expect((await ana.send('DELETE', `/api/users/invites/${invite_id}`)).status).toBe(404);
    const withdrawn = (await events()).filter(({ type }) => type === 'invite_withdrawn');
    expect(withdrawn).toMatchObject([
      { data: { replaced_by: invite_id } },
      { subject: invite_id, data: { replaced_by: null } },
    ]);
  });
});
