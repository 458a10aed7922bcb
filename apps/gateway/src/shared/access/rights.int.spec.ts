import { ALL_ACCESS, denialOf, roles, UNLISTED, type AuditEntry, type Page, type Role } from '@reprise/contracts';
import { routeRights } from '@reprise/contracts/routes';
import { eventsOf } from '@reprise/event-log';
import { personWith, signedInAs, type SignedInAs } from '../../testing/as-principal.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let routes: string[];
const people = new Map<Role | null, SignedInAs>();
const as = (role: Role | null): SignedInAs => people.get(role)!;

beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  for (const role of [...roles, null]) people.set(role, await signedInAs(gateway, role && personWith(role)));
  const { paths } = await gateway.get<{ paths: Record<string, object> }>('/api/openapi.json');
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(async () => {
  await Promise.all([...people.values()].map((each) => each.stop()));
  await gateway.stop();
  await servers.stop();
});

const NOBODY = '0196f0c8-5b7e-7c3a-9a52-000000000000';

/**
 * Sends a request that a route accepts but that finds nothing. Returns the status, and the message if it was rejected.
 */
async function send(from: SignedInAs, route: string): Promise<{ status: number; detail: string }> {
  const [method = '', path = ''] = route.split(' ');
  const url = path.replace(/\{\w+\}/g, NOBODY);
  const body = ['POST', 'PATCH', 'PUT'].includes(method) ? { body: '{"unknown":true}' } : {};
  const headers = { 'content-type': 'application/json' };
  const abort = new AbortController();
  const response = await from.fetch(url, { method, headers, ...body, signal: abort.signal });
  const isRejected = [401, 403].includes(response.status) && method !== 'HEAD';
  const detail = isRejected ? (await problemOf(response)).detail : '';
  abort.abort();
  return { status: response.status, detail };
}

describe('the rights to routes', () => {
  it('are in the table for every route of the API, plus only those routes to which a directory redirects', () => {
    expect(routes.filter((route) => !(route in routeRights))).toEqual([]);
    const others = Object.keys(routeRights).filter((route) => !routes.includes(route));
    expect(others.filter((route) => !/ \/api\/(sign-in\/oidc|auth\/)/.test(route))).toEqual([]);
  });

  it.each([...roles, null])('match the table, route by route, for the role %s', async (role) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const right = routeRights[route] ?? UNLISTED;
      const { status, detail } = await send(as(role), route);
      const isRejected = status === 401 || status === 403;
      const denial = role === null ? null : denialOf(right, role);
      if (role === null && right.role !== null && status !== 401) wrong.push(`${route}: ${String(status)}, not 401`);
      if (role !== null && denial === null && isRejected) wrong.push(`${route}: ${String(status)} ${detail}`);
      if (denial !== null && status !== 403) wrong.push(`${route}: ${String(status)}, not 403`);
      if (denial !== null && !route.startsWith('HEAD') && detail !== denial) wrong.push(`${route}: ${detail}`);
    }
    expect(wrong).toEqual([]);
  });

  it('allow no API token to create tokens or to change users and accounts, whatever its role', async () => {
    const person = personWith('admin');
    const token = await signedInAs(gateway, { ...person, kind: 'token', tokenId: NOBODY });
    const guarded = routes.filter((route) => routeRights[route]?.notByToken);
    const answers = await Promise.all(guarded.map((route) => send(token, route)));
    await token.stop();
    const denial = { status: 403, detail: 'An API token cannot do this: sign in.' };
    expect(answers).toEqual(guarded.map(() => denial));
    const events = (await eventsOf(gateway.log.read(ALL_ACCESS))).filter(({ actor }) => actor === person.actor);
    expect(events.map(({ type }) => type)).toEqual(guarded.map(() => 'access_denied'));
  });

  it('allow any client to check whether the gateway is up', async () => {
    for (const path of ['/health/live', '/metrics']) expect((await as(null).fetch(path)).status).toBe(200);
  });
});

describe('a request that lacks rights', () => {
  it('is in the audit and in the history of its job, once a minute', async () => {
    const { job_id } = await gateway.submit();
    const viewer = await signedInAs(gateway, personWith('viewer'));
    for (const reason of ['wrong sample', 'please'])
      expect((await viewer.post(`/api/jobs/${job_id}/cancel`, { reason })).status).toBe(403);
    await viewer.stop();
    expect(await gateway.typesOf(job_id)).toEqual(['submitted', 'access_denied']);

    const { items } = await gateway.get<Page<AuditEntry>>(`/api/audit?actor=${viewer.principal.actor}`);
    expect(items).toMatchObject([
      { type: 'access_denied', kind: 'access', job_id, reason: 'wrong sample', outcome: 'refused' },
    ]);
    expect(items[0]!.data).toMatchObject({ role: 'viewer', needed: 'operator', route: '/api/jobs/:id/cancel' });
    const refused = await gateway.get<Page<AuditEntry>>(`/api/audit?outcome=refused&actor=${viewer.principal.actor}`);
    expect(refused.items).toHaveLength(1);
  });

  it('is shown to everybody only if it concerns a job, and other entries of access only to admins', async () => {
    const viewer = await signedInAs(gateway, personWith('viewer'));
    expect((await viewer.fetch('/api/webhooks')).status).toBe(403);
    const kinds = async (by: SignedInAs) => {
      const { last_seq } = await gateway.log.head();
      const response = await by.fetch(`/api/audit?events=access&limit=1000&min_seq=${String(last_seq)}`);
      return ((await response.json()) as Page<AuditEntry>).items.map(({ kind, job_id }) => [kind, job_id !== null]);
    };
    const seen = await kinds(viewer);
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.map(String))).toEqual(new Set(['access,true']));
    expect((await kinds(as('admin'))).map(String)).toContain('access,false');
    const csv = await (await viewer.fetch('/api/audit/export?events=access')).text();
    expect(csv).not.toContain('/api/webhooks');
    await viewer.stop();
  });

  it('never names the actor from its headers or body', async () => {
    const viewer = await signedInAs(gateway, personWith('viewer'));
    const claims = { 'x-actor': 'admin', 'x-user': 'admin', 'ce-actor': 'admin', 'x-forwarded-user': 'admin' };
    const headers = { 'content-type': 'application/json', ...claims };
    const body = JSON.stringify({ actor: 'admin', principal: { role: 'admin' } });
    const response = await viewer.fetch('/api/webhooks', { method: 'POST', headers, body });
    await viewer.stop();
    expect(response.status).toBe(403);
    const events = await eventsOf(gateway.log.read(ALL_ACCESS));
    expect(events.at(-1)).toMatchObject({ type: 'access_denied', actor: viewer.principal.actor });
  });
});
