import { Logger, type ExecutionContext } from '@nestjs/common';
import { jest } from '@jest/globals';
import { eventsOf, LogUnavailableError, MemoryEventLog, newId, StreamChangedError } from '@reprise/event-log';
import { personWith, tokenOf } from '../../testing/as-principal.ts';
import { MACHINE, type Principal } from '../principal.ts';
import { Trail } from '../servers/trail.ts';
import { AccessTrail } from './access-trail.ts';
import { Denials } from './denials.ts';
import { RightsGuard } from './rights.guard.ts';
import { rightOf } from './route-right.ts';

const log = new MemoryEventLog();
const same = { assertSame: async () => undefined };
const trailOf = (given: Pick<MemoryEventLog, 'append'>) =>
  new AccessTrail(new Trail(given as never, same as never, { add: () => undefined } as never));
const guard = (denials = new Denials(trailOf(log))) => new RightsGuard(denials);

const request = (method: string, path: string, principal?: Principal, more: object = {}) => ({
  method,
  route: { path },
  params: {},
  principal,
  correlationId: 'c',
  traceparent: undefined,
  ...more,
});
const asked = (given: object, by = guard(), type = 'http') =>
  by.canActivate({
    getType: () => type,
    switchToHttp: () => ({ getRequest: () => given }),
  } as unknown as ExecutionContext);
const cancel = (principal?: Principal, more: object = {}) =>
  request('POST', '/api/jobs/:id/cancel', principal, { params: { id: newId() }, ...more });
const denied = async () => (await eventsOf(log.read('reprise.access.>'))).map(({ data }) => data);

afterEach(() => jest.restoreAllMocks());

describe('a request', () => {
  it('is admitted with the role that its route needs, or a higher one', async () => {
    for (const role of ['operator', 'admin'] as const) expect(await asked(cancel(personWith(role)))).toBe(true);
    expect(await asked(request('GET', '/api/jobs', personWith('viewer')))).toBe(true);
    expect(await asked(cancel(MACHINE))).toBe(true);
    expect(MACHINE).toMatchObject({ role: 'admin', kind: 'machine' });
  });

  it('is rejected with a lower role, and recorded with the job and the reason', async () => {
    const viewer = personWith('viewer');
    const detail = expect.stringMatching(/ needs the role operator; yours is viewer\. Ask an admin/) as string;
    const id = newId();
    const given = cancel(viewer, { params: { id }, body: { reason: 'x'.repeat(600) } });
    await expect(asked(given)).rejects.toMatchObject({ status: 403, detail });
    expect((await denied()).at(-1)).toEqual({
      method: 'POST',
      route: '/api/jobs/:id/cancel',
      role: 'viewer',
      needed: 'operator',
      detail,
      reason: 'x'.repeat(500),
      job_id: id,
    });
    const [recorded] = (await eventsOf(log.read('reprise.access.>'))).slice(-1);
    expect(recorded).toMatchObject({ type: 'access_denied', subject: viewer.userId, actor: viewer.actor });
  });

  it.each([undefined, null, 'text', { reason: 5 }, {}])('has no reason if its body contains none: %j', async (body) => {
    await expect(asked(cancel(personWith('viewer'), { body }))).rejects.toMatchObject({ status: 403 });
    expect((await denied()).at(-1)).toMatchObject({ reason: null });
  });

  it('concerns a job only if its route does', async () => {
    const viewer = personWith('viewer');
    const given = request('POST', '/api/queues/:id/pause', viewer, { params: { id: newId() } });
    await expect(asked(given)).rejects.toMatchObject({ status: 403 });
    expect((await denied()).at(-1)).not.toHaveProperty('job_id');
    await expect(asked(cancel(viewer, { params: { id: 'no id' } }))).rejects.toMatchObject({ status: 403 });
    expect((await denied()).at(-1)).not.toHaveProperty('job_id');
  });

  it('is recorded once a minute for each job when it is rejected again', async () => {
    const [viewer, one] = [personWith('viewer'), guard()];
    const before = (await denied()).length;
    const given = cancel(viewer);
    for (let times = 0; times < 3; times += 1) await expect(asked(given, one)).rejects.toMatchObject({ status: 403 });
    expect((await denied()).length).toBe(before + 1);
    await expect(asked(cancel(viewer), one)).rejects.toMatchObject({ status: 403 });
    await expect(asked({ ...given, principal: personWith('viewer') }, one)).rejects.toMatchObject({ status: 403 });
    expect((await denied()).length).toBe(before + 3);
  });

  it('is rejected without an identity, except on public routes', async () => {
    await expect(asked(cancel())).rejects.toMatchObject({ status: 401, detail: 'Sign in first.' });
    expect(await asked(request('POST', '/api/sign-in/password'))).toBe(true);
  });

  it('with an API token creates no means of sign-in, whatever its role', async () => {
    const admin = personWith('admin');
    const change = (by: Principal) => request('PATCH', '/api/account', by);
    expect(await asked(change(admin))).toBe(true);
    await expect(asked(change(tokenOf(admin)))).rejects.toMatchObject({
      status: 403,
      detail: 'An API token cannot do this: sign in.',
    });
  });

  it('with an API token below the role of its person gets the advice to make another token', async () => {
    const token: Principal = { ...tokenOf(personWith('viewer')), personRole: 'admin' };
    const detail = expect.stringMatching(/that of this token is viewer\. Make a token with more rights/) as string;
    await expect(asked(cancel(token))).rejects.toMatchObject({ status: 403, detail });
  });

  it('needs no right outside of the API, or over another protocol', async () => {
    expect(await asked(request('GET', '/health/live'))).toBe(true);
    expect(await asked(cancel(), guard(), 'rpc')).toBe(true);
  });

  it('is rejected also while the log does not answer, and only that failure is no error', async () => {
    const said = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    for (const error of [new LogUnavailableError('the log is away', 'not_stored'), new StreamChangedError('another')]) {
      const append = () => Promise.reject(error);
      await expect(asked(cancel(personWith('viewer')), guard(new Denials(trailOf({ append }))))).rejects.toMatchObject({
        status: 403,
      });
      expect(said).toHaveBeenLastCalledWith(
        expect.stringMatching(new RegExp(`to /api/jobs/:id/cancel could not be recorded: ${error.message}$`)),
      );
    }
    const append = () => Promise.reject(new TypeError('a bug'));
    await expect(asked(cancel(personWith('viewer')), guard(new Denials(trailOf({ append }))))).rejects.toThrow('a bug');
  });
});

describe('the right to a route', () => {
  const right = (method: string, path: string) => rightOf({ method, route: { path } } as never);

  it('is that of its method and path, with any parameter names and any ending', () => {
    expect(right('POST', '/api/jobs/:id/cancel')).toMatchObject({ role: 'operator', route: '/api/jobs/:id/cancel' });
    expect(right('post', '/api/jobs/:id/cancel/')).toMatchObject({ role: 'operator' });
    expect(right('GET', '/api/jobs/:id/files/*path')).toMatchObject({ role: 'viewer' });
  });

  it('is for a HEAD that of its GET', () => {
    expect(right('HEAD', '/api/jobs')).toMatchObject({ role: 'viewer' });
    expect(right('HEAD', '/api/jobs')?.does).toBe(right('GET', '/api/jobs')?.does);
  });

  it('is the admin’s for a route without an entry', () => {
    for (const method of ['GET', 'DELETE', 'HEAD'])
      expect(right(method, '/api/of-a-later-release')).toMatchObject({ role: 'admin' });
    // A viewer has the right to read it.
    expect(right('DELETE', '/api/jobs')).toMatchObject({ role: 'admin' });
  });

  it('does not exist outside of the API', () => {
    for (const path of ['/health/live', '/', '/apis', '/metrics']) expect(right('GET', path)).toBeUndefined();
  });
});
