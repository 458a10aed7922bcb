import { jest } from '@jest/globals';
import { LogUnavailableError, newId } from '@reprise/event-log';
import type { Page, SessionView } from '@reprise/contracts';
import type { DeviceAnswer, DeviceRequest, TokenView, WaitingDevice } from '../../contract/index.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { ben, firstAdmin, invite } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
let benBrowser: Browser;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** A request of a program that is not signed in. */
const send = (path: string, body: object) =>
  fetch(new URL(path, gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function start(program = 'reprise on lab-pc'): Promise<DeviceRequest> {
  const response = await send('/api/sign-in/device', { program });
  expect(response.status).toBe(200);
  return (await response.json()) as DeviceRequest;
}

const ask = ({ device_code }: DeviceRequest) => send('/api/sign-in/device/token', { device_code });

/** Polls as often as the server allows until the answer is not pending. */
const ending = (device: DeviceRequest) =>
  eventually('the end of the sign-in', async () => {
    const response = await ask(device);
    const isPending = response.status === 200 && ((await response.clone().json()) as DeviceAnswer).status === 'pending';
    return isPending ? null : response;
  });

const pathOf = ({ user_code }: DeviceRequest) => `/api/account/devices/${user_code}`;

describe("a program's sign-in by a person at a browser", () => {
  it('is refused while no account exists that could approve it', async () => {
    expect(await problemOf(await send('/api/sign-in/device', { program: 'x' }))).toMatchObject({ status: 409 });
    ana = await firstAdmin(gateway);
    benBrowser = await invite(gateway, ana, ben);
  });

  it('gives the program one API token of the person, with the role that they selected', async () => {
    const device = await start();
    expect(device).toMatchObject({ path: `/device?code=${device.user_code}` });
    expect(device.user_code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(await (await ask(device)).json()).toEqual({ status: 'pending', made: null });
    const shown = await benBrowser.json<WaitingDevice>(pathOf(device).toLowerCase());
    expect(shown).toMatchObject({ user_code: device.user_code, program: 'reprise on lab-pc' });
    expect(shown.address).toContain('127.0.0.1');

    const before = await benBrowser.json<Page<unknown>>('/api/account/sessions');
    const approved = await benBrowser.post(`${pathOf(device)}/approve`, { role: 'viewer', expires_in_days: 7 });
    expect(approved.status).toBe(204);
    const { made } = (await (await ending(device)).json()) as DeviceAnswer;
    const response = await gateway.fetch('/api/session', { headers: { authorization: `Bearer ${made!.secret}` } });
    expect((await response.json()) as SessionView).toMatchObject({ name: 'Ben Ito', role: 'viewer', kind: 'token' });
    const { items } = await benBrowser.json<Page<TokenView>>('/api/tokens');
    expect(items).toMatchObject([{ name: 'reprise on lab-pc', role: 'viewer', token_id: made!.token.token_id }]);
    // No session of the person remains.
    expect((await benBrowser.json<Page<unknown>>('/api/account/sessions')).items).toHaveLength(before.items.length);
    expect((await ask(device)).status).toBe(410);
    expect((await benBrowser.get(pathOf(device))).status).toBe(404);
  });

  it('continues after a token could not be created for a moment', async () => {
    const device = await start();
    expect((await benBrowser.post(`${pathOf(device)}/approve`, { role: 'viewer' })).status).toBe(204);
    const away = jest.spyOn(gateway.log, 'head');
    away.mockRejectedValue(new LogUnavailableError('The test takes the log away', 'unknown'));
    try {
      expect((await ask(device)).status).toBe(503);
    } finally {
      away.mockRestore();
    }
    const { made } = (await (await ask(device)).json()) as DeviceAnswer;
    expect(made!.token.role).toBe('viewer');
  });

  it('continues after a person with the maximum number of tokens has revoked one', async () => {
    const { items: users } = await ana.json<Page<{ user_id: string; email: string }>>('/api/users');
    const { user_id } = users.find(({ email }) => email === ben.email)!;
    const { items: present } = await benBrowser.json<Page<TokenView>>('/api/tokens');
    const { query } = gateway.app.get(AuthHost).database;
    const expires_at = new Date(Date.now() + 86_400_000);
    const rows = Array.from({ length: 100 - present.length }, (_, i) => ({
      token_id: newId(),
      user_id,
      name: `full ${String(i)}`,
      role: 'viewer' as const,
      created_at: new Date(),
      expires_at,
    }));
    await query.insertInto('token').values(rows).execute();
    const device = await start();
    expect((await benBrowser.post(`${pathOf(device)}/approve`, { role: 'viewer' })).status).toBe(204);
    expect(await problemOf(await ask(device))).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/^You have 100 tokens/) as string,
    });
    expect((await benBrowser.send('DELETE', `/api/tokens/${rows[0]!.token_id}`)).status).toBe(204);
    const { made } = (await (await ending(device)).json()) as DeviceAnswer;
    expect(made!.token.role).toBe('viewer');
    await query.deleteFrom('token').where('name', 'like', 'full %').execute();
  });

  it('ends when the person rejects it', async () => {
    const device = await start();
    expect((await benBrowser.post(`${pathOf(device)}/reject`)).status).toBe(204);
    expect(await problemOf(await ending(device))).toMatchObject({ status: 403 });
    expect((await ask(device)).status).toBe(410);
  });

  it("gives no role above the person's, neither now nor later", async () => {
    const device = await start();
    const above = await benBrowser.post(`${pathOf(device)}/approve`, { role: 'admin' });
    expect(await problemOf(above)).toMatchObject({ status: 422, errors: [{ field: 'role' }] });
    expect((await ask(device)).status).toBe(200);
    expect((await benBrowser.post(`${pathOf(device)}/approve`, { role: 'operator' })).status).toBe(204);
    const { items } = await ana.json<Page<{ user_id: string; email: string }>>('/api/users');
    const { user_id } = items.find(({ email }) => email === ben.email)!;
    expect((await ana.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' })).status).toBe(200);
    const { made } = (await (await ending(device)).json()) as DeviceAnswer;
    expect(made!.token.role).toBe('viewer');
    await ana.send('PATCH', `/api/users/${user_id}`, { role: 'operator' });
  });

  it('gives no token if the person was disabled after their approval', async () => {
    const cleo = {
      name: 'Cleo Ma',
      email: 'cleo@lab.example',
      password: 'battery staple horse',
      role: 'operator',
    } as const;
    const cleoBrowser = await invite(gateway, ana, cleo);
    const device = await start();
    expect((await cleoBrowser.post(`${pathOf(device)}/approve`, { role: 'viewer' })).status).toBe(204);
    const { items } = await ana.json<Page<{ user_id: string; email: string }>>('/api/users');
    const { user_id } = items.find(({ email }) => email === cleo.email)!;
    const disable = async (disabled: boolean) =>
      expect((await ana.send('PATCH', `/api/users/${user_id}`, { disabled })).status).toBe(200);
    await disable(true);
    expect((await ending(device)).status).toBe(410);
    await disable(false);
    expect((await ask(device)).status).toBe(410);
    const { query } = gateway.app.get(AuthHost).database;
    expect(await query.selectFrom('token').selectAll().where('user_id', '=', user_id).execute()).toEqual([]);
    expect(await query.selectFrom('session').selectAll().where('userId', '=', user_id).execute()).toEqual([]);
  });

  it('is approved only by a person, and by one of them', async () => {
    const device = await start();
    expect((await gateway.post(`${pathOf(device)}/approve`, { role: 'viewer' })).status).toBe(409);
    expect((await benBrowser.post(`${pathOf(device)}/approve`, { role: 'viewer' })).status).toBe(204);
    expect((await ana.post(`${pathOf(device)}/approve`, { role: 'admin' })).status).toBe(404);
    const { made } = (await (await ending(device)).json()) as DeviceAnswer;
    const bearer = { authorization: `Bearer ${made!.secret}` };
    const other = await start();
    const byToken = await fetch(new URL(`${pathOf(other)}/approve`, gateway.url), {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: '{"role":"viewer"}',
    });
    expect(byToken.status).toBe(403);
  });
});
