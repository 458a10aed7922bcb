import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { roles, type Role } from '@reprise/contracts';
import type { Request } from 'express';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { FakeBrowser, TestAccounts, type TestPerson } from '../testing/test-accounts.ts';
import { DirectorySignIns } from './directory-sign-ins.ts';
import { nameInDirectory } from './name-in-directory.ts';
import { OIDC, oidcHooks, oidcPlugin } from '../better-auth/oidc-provider.ts';

const publicUrl = 'https://reprise.lab.example';
const settings = {
  issuer: 'https://login.lab.example',
  clientId: 'reprise',
  clientSecret: 'secret',
  label: 'Sign in',
  scopes: ['openid'],
  groupClaim: 'groups',
  roles: new Map(roles.map((role) => [role as string, role] as const)),
};
let accounts: TestAccounts;
let signIns: DirectorySignIns;
let ana: TestPerson;
let ben: TestPerson;
let ip: string;
let tests = 0;
beforeAll(async () => {
  accounts = await TestAccounts.open();
  const { host, calls, records, age, changes } = accounts;
  const noCookie = { end: () => undefined } as never;
  const ours = new SignIns(host, calls, new SignInLimits(host), records, noCookie, age, new UsedCodes(host));
  signIns = new DirectorySignIns({ publicUrl }, host, calls, ours, accounts.accounts, changes);
});
afterAll(() => accounts.stop());
beforeEach(async () => {
  ip = `10.0.0.${String((tests += 1))}`;
  ({ ana, ben } = await accounts.startOver());
});
afterEach(() => jest.restoreAllMocks());

/** The library with the directory; null if the directory does not answer. */
const directory = (auth: object | null) => jest.spyOn(accounts.host, 'withDirectory').mockResolvedValue(auth as never);
const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

describe('the start of a sign-in with the directory', () => {
  const begin = (browser = new FakeBrowser()) => signIns.begin('/jobs?as_of=7', browser.request(), browser.response);

  it('redirects to the directory with the page as return address', async () => {
    const signInSocial = jest.fn(async (_: unknown) => ({
      headers: new Headers([['set-cookie', 'state=s1; Path=/']]),
      response: { url: 'https://login.lab.example/?a' },
    }));
    directory({ api: { signInSocial } });
    const browser = new FakeBrowser();
    expect(await begin(browser)).toBe('https://login.lab.example/?a');
    expect(browser.cookies.get('state')).toBe('s1');
    const page = `${publicUrl}/jobs?as_of=7`;
    expect(signInSocial.mock.calls[0]?.[0]).toMatchObject({
      body: { provider: OIDC, disableRedirect: true, callbackURL: page, errorCallbackURL: page },
      returnHeaders: true,
    });
  });

  it('redirects back with a notice if the directory does not answer, or gives no address', async () => {
    directory(null);
    expect(await begin()).toBe('/jobs?as_of=7&sign_in=directory_failed');
    directory({ api: { signInSocial: async () => ({ headers: new Headers(), response: {} }) } });
    expect(await begin()).toBe('/jobs?as_of=7&sign_in=directory_failed');
  });
});

describe('the answer of the directory', () => {
  const finish = (browser = new FakeBrowser()) => {
    const originalUrl = '/api/auth/callback/oidc?code=c1&state=s1';
    return signIns.finish(browser.request(undefined, { originalUrl, ip } as Partial<Request>), browser.response);
  };
  interface Answer {
    readonly userId: string;
    /** Directory group of the user, which determines the role. */
    readonly group: Role;
    readonly isNew?: boolean;
    readonly to?: string;
  }
  /** Lets the library sign a user in with our settings and hooks. */
  function signsIn({ userId, group, isNew, to = '/jobs?as_of=7' }: Answer) {
    const asked: string[] = [];
    const profile = { sub: 's1', name: 'Cleo Marin', email: 'cleo@lab.example', groups: [group] };
    const handler = async ({ url }: globalThis.Request) => {
      asked.push(url);
      await oidcPlugin(settings).config[0]!.mapProfileToUser(profile);
      if (isNew) await oidcHooks.user.create.after({ id: userId });
      await oidcHooks.session.create.before({ userId });
      const answer = redirect(`${publicUrl}${to}`);
      answer.headers.append('set-cookie', 'session=s2; Path=/');
      return answer;
    };
    directory({ handler });
    return asked;
  }
  const roleOf = async (userId: string) =>
    (await accounts.query.selectFrom('user').select('role').where('id', '=', userId).executeTakeFirstOrThrow()).role;

  it('signs a person in with an event, and returns to where they began', async () => {
    const asked = signsIn({ userId: ben.userId, group: 'operator' });
    const browser = new FakeBrowser();
    expect(await finish(browser)).toBe('/jobs?as_of=7');
    expect(asked).toEqual([`${publicUrl}/api/auth/callback/oidc?code=c1&state=s1`]);
    expect(browser.cookies.get('session')).toBe('s2');
    expect(accounts.recorded()).toEqual([
      { type: 'signed_in', subject: ben.userId, actor: ben.actor, data: { method: OIDC } },
    ]);
  });

  it('assigns the role of the groups at once, with an event', async () => {
    const announced = jest.spyOn(accounts.accounts, 'changed');
    signsIn({ userId: ben.userId, group: 'viewer' });
    await finish();
    expect([await roleOf(ben.userId), await roleOf(ana.userId), announced.mock.calls.length]).toEqual([
      'viewer',
      'admin',
      1,
    ]);
    const reason = 'The groups in the directory say so.';
    const data = { user_id: ben.userId, fields: ['role'], role: { from: 'operator', to: 'viewer' }, reason };
    expect(accounts.recorded()).toMatchObject([
      { type: 'user_changed', subject: ben.userId, actor: ben.actor, data },
      { type: 'signed_in' },
    ]);
  });

  it('keeps the last admin an admin, and lowers the role of one of two', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    signsIn({ userId: ana.userId, group: 'viewer' });
    await finish();
    expect(await roleOf(ana.userId)).toBe('admin');
    expect(warn.mock.calls).toMatchObject([
      [{ msg: expect.stringContaining('take the role of the last admin away: it is kept'), role: 'viewer' }],
    ]);
    expect(accounts.recorded()).toMatchObject([{ type: 'signed_in' }]);
    await accounts.person('admin', 'Dan Roy');
    await finish();
    expect(await roleOf(ana.userId)).toBe('viewer');
    signsIn({ userId: ana.userId, group: 'admin' });
    await finish();
    expect(await roleOf(ana.userId)).toBe('admin');
  });

  it('records an event when it creates an account', async () => {
    signsIn({ userId: ben.userId, group: 'operator', isNew: true });
    await finish();
    const data = { user_id: ben.userId, role: 'operator', by: OIDC };
    expect(accounts.recorded()).toMatchObject([
      { type: 'user_created', subject: ben.userId, actor: ben.actor, data },
      { type: 'signed_in' },
    ]);
  });

  it('records a created account, also if the sign-in fails afterwards', async () => {
    signsIn({ userId: ben.userId, group: 'operator', isNew: true, to: '/?error=failed' });
    expect(await finish()).toBe('/?sign_in=directory_failed');
    expect(accounts.recorded()).toMatchObject([{ type: 'user_created' }, { type: 'sign_in_failed' }]);
  });

  it('creates no account if its event cannot be stored', async () => {
    const handler = async () => {
      await oidcPlugin(settings).config[0]!.mapProfileToUser({ groups: ['operator'] });
      const cleo = await accounts.person('operator', 'Cleo Marin');
      await oidcHooks.user.create.after({ id: cleo.userId });
      return redirect(publicUrl);
    };
    directory({ handler });
    jest.spyOn(accounts.outbox, 'add').mockRejectedValue(new Error('full'));
    await expect(finish()).rejects.toThrow('full');
    const names = await accounts.query.selectFrom('user').select('name').orderBy('name').execute();
    expect(names).toEqual([{ name: 'Ana Ruiz' }, { name: 'Ben Ito' }]);
  });

  it('is refused with a notice if the directory no longer answers', async () => {
    directory(null);
    expect(await finish()).toBe('/?sign_in=directory_failed');
  });

  it.each([
    ['no_role', '/jobs?as_of=7&sign_in=not_allowed', 'not_allowed'],
    ['BANNED_USER', '/jobs?as_of=7&sign_in=disabled', 'disabled'],
    ['state_mismatch', '/jobs?as_of=7&sign_in=directory_failed', 'directory_failed'],
  ])('is refused with the notice for %s, recorded, and logged with the error', async (error, to, why) => {
    const handler = async () => redirect(`${publicUrl}/jobs?as_of=7&error=${error}&error_description=x&state=s1`);
    directory({ handler });
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const browser = new FakeBrowser();
    expect(await finish(browser)).toBe(to);
    expect(browser.cookies.size).toBe(0);
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed', data: { method: OIDC, why } }]);
    expect(warn.mock.calls).toEqual([[{ msg: 'A sign-in with the directory failed', error }]]);
  });

  it.each(['https://evil.example/a?error=x', `${publicUrl}/api/auth/error?error=x`, `${publicUrl}/?error=x`])(
    'returns to the page, and never to %s',
    async (location) => {
      directory({ handler: async () => redirect(location) });
      expect(await finish()).toBe('/?sign_in=directory_failed');
    },
  );

  it('is refused without a notice if the library opened no session', async () => {
    directory({ handler: async () => new Response(null) });
    expect(await finish()).toBe('/?sign_in=directory_failed');
    expect(accounts.recorded()).toMatchObject([{ type: 'sign_in_failed' }]);
  });
});

describe('the name of a person from the directory', () => {
  const cleo = { sub: 's1', name: 'Cleo Marin', email: 'Cleo@lab.example' };
  const nameOf = (person = cleo) => nameInDirectory(accounts, person);

  it("is the directory's, as long as no other account has it", async () => {
    expect(await nameOf()).toBe('Cleo Marin');
    expect(await nameOf({ ...cleo, name: 'ben ITO' })).toBe('ben ITO (Cleo@lab.example)');
  });

  it("stays the person's own, by e-mail or by the directory link", async () => {
    expect(await nameOf({ sub: 's2', name: 'Ben Ito', email: ben.email.toUpperCase() })).toBe('Ben Ito');
    await accounts.link(ana.userId, OIDC, 's3');
    await accounts.link(ben.userId, 'another', 's1');
    const moved = { name: 'Ana Ruiz', email: 'new@lab.example' };
    expect(await nameOf({ sub: 's3', ...moved })).toBe('Ana Ruiz');
    expect(await nameOf({ sub: 's4', ...moved })).toBe('Ana Ruiz (new@lab.example)');
    // A link to another provider does not count.
    expect(await nameOf({ ...cleo, name: 'Ben Ito' })).toBe('Ben Ito (Cleo@lab.example)');
  });
});
