import { routeInput } from '@reprise/gateway/testing/route-input.ts';
import { MACHINE } from '@reprise/gateway/shared/principal.ts';
import { InvitesController } from '../invites/invites.controller.ts';
import { FirstAdminController } from './first-admin.controller.ts';
import { SignInController } from './sign-in.controller.ts';

/** Services that record their calls. */
function stage() {
  const asked: unknown[] = [];
  const note = (...what: unknown[]) => asked.push(what);
  const signIns = {
    password: async (body: object, _: unknown, __: unknown, method: string) => (note('sign in', body, method), 'in'),
    completed: async (userId: string, _: unknown, __: unknown, how: object) => void note('completed', userId, how),
  };
  const passkeys = {
    options: async (name: string) => (note('options', name), { challenge: 'c' }),
    register: async (passkey: object, make: () => Promise<string>) => (note('register', passkey), make()),
  };
  return { asked, note, signIns: signIns as never, passkeys: passkeys as never };
}
const response = {} as never;
const passkey = { name: 'Key', response: { id: 'r1' } };
const password = 'a quite long sentence of words';
const ana = { name: 'Ana Ruiz', email: 'ana@lab.example' };

describe('the means of sign-in', () => {
  it.each([
    [true, undefined, { password: true, passkey: true, first_admin_needed: false, oidc: null }],
    [false, { label: 'Lab' }, { password: false, passkey: false, first_admin_needed: true, oidc: { label: 'Lab' } }],
  ])('with accounts: %j, and a directory: %j', (hasAccounts, oidc, ways) => {
    const settings = { access: { oidc: oidc && { ...oidc, clientSecret: 'secret' } } };
    const controller = new SignInController(settings as never, {} as never, { hasAccounts } as never);
    expect(controller.options()).toEqual(ways);
  });
});

describe('a sign-in request', () => {
  const request = {} as never;
  const service = {
    password: async (...given: unknown[]) => ['password', ...given],
    totp: async (...given: unknown[]) => ['totp', ...given],
    passkeyOptions: async (...given: unknown[]) => ['passkeyOptions', ...given],
    passkey: async (...given: unknown[]) => ['passkey', ...given],
  };
  const controller = new SignInController({} as never, service as never, {} as never);
  const body = {};
  const input = routeInput({ body });

  it.each<[string, Promise<unknown>, unknown[]]>([
    ['brings a password', controller.password(input, request, response), ['password', body]],
    ['brings a code', controller.totp(input, request, response), ['totp', body]],
    ['asks for a challenge', controller.passkeyOptions(input, request, response), ['passkeyOptions']],
    ['brings a passkey', controller.passkey(input, request, response), ['passkey', body]],
  ])('%s, and returns cookies with the answer', async (_, answer, call) => {
    expect(await answer).toEqual([...call, request, response]);
  });
});

describe('the first admin', () => {
  const machine = { principal: MACHINE } as never;
  function controllerOf() {
    const { asked, note, signIns, passkeys } = stage();
    const createFirst = async ({ email }: typeof ana, hash?: string) => (
      note('create', email, hash?.slice(0, 9)),
      'u1'
    );
    return { asked, controller: new FirstAdminController({ createFirst } as never, signIns, passkeys) };
  }

  it('signs in with a password, which is stored as a hash', async () => {
    const { controller, asked } = controllerOf();
    expect(await controller.create(routeInput({ body: { ...ana, password } }), machine, response)).toBe('in');
    expect(asked).toEqual([
      ['create', ana.email, '$argon2id'],
      ['sign in', { email: ana.email, password }, 'first_start'],
    ]);
  });

  it('is refused with a password that is easy to guess, or empty', async () => {
    const { controller, asked } = controllerOf();
    for (const weak of ['ana@lab.example', 'Ana Ruiz 2026', undefined])
      await expect(
        controller.create(routeInput({ body: { ...ana, password: weak } }), machine, response),
      ).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'password' }],
      });
    expect(asked).toEqual([]);
  });

  it('has no password with a passkey', async () => {
    const { controller, asked } = controllerOf();
    expect(await controller.create(routeInput({ body: { ...ana, passkey } }), machine, response)).toEqual({
      next: 'done',
    });
    expect(asked).toEqual([
      ['register', passkey],
      ['create', ana.email, undefined],
      ['completed', 'u1', { method: 'first_start' }],
    ]);
    expect(await controller.passkeyOptions(routeInput({ body: ana }), machine, response)).toEqual({ challenge: 'c' });
    expect(asked.at(-1)).toEqual(['options', ana.email]);
  });

  it.each([{}, { principal: { kind: 'person' } }, { principal: { kind: 'token' } }])(
    'is created only by the local administrator, and not by %j',
    async (request) => {
      const { controller } = controllerOf();
      const refused = { status: 403, detail: expect.stringContaining('Only the local administrator') as string };
      await expect(
        controller.create(routeInput({ body: { ...ana, password } }), request as never, response),
      ).rejects.toMatchObject(refused);
      expect(() => controller.passkeyOptions(routeInput({ body: ana }), request as never, response)).toThrow(
        'Only the local administrator makes the first account: open the link of the start.',
      );
    },
  );
});

describe('an invited person', () => {
  function controllerOf() {
    const { asked, note, signIns, passkeys } = stage();
    const links = {
      show: async (secret: string) => (note('show', secret), { email: ana.email }),
      assertInvite: async (secret: string) => (note('assert', secret), ana.email),
      accept: async (body: object) => (note('accept', body), ana.email),
      acceptWithPasskey: async ({ secret }: { secret: string }) => (note('accept with passkey', secret), 'u1'),
    };
    return { asked, controller: new InvitesController(links as never, signIns, passkeys) };
  }
  const request = {} as never;

  it('sees whom the link is for', async () => {
    const { controller } = controllerOf();
    expect(await controller.show(routeInput({ body: { secret: 's' } }))).toEqual({ email: ana.email });
  });

  it('signs in with the password that they set', async () => {
    const { controller, asked } = controllerOf();
    const body = { secret: 's', name: 'Ana Ruiz', password };
    expect(await controller.accept(routeInput({ body: body }), request, response)).toBe('in');
    expect(asked).toEqual([
      ['accept', body],
      ['sign in', { email: ana.email, password }, 'invitation'],
    ]);
    await controller.accept(routeInput({ body: { secret: 's' } }), request, response);
    expect(asked[2]).toEqual(['accept', { secret: 's', password: '' }]);
  });

  it('signs in with a passkey for an invitation, but not for a reset', async () => {
    const { controller, asked } = controllerOf();
    const body = { secret: 's', passkey } as never;
    expect(await controller.accept(routeInput({ body: body }), request, response)).toEqual({ next: 'done' });
    expect(asked).toEqual([
      ['assert', 's'],
      ['register', passkey],
      ['accept with passkey', 's'],
      ['completed', 'u1', { method: 'invitation' }],
    ]);
    expect(await controller.passkeyOptions(routeInput({ body: { secret: 's' } }), request, response)).toEqual({
      challenge: 'c',
    });
    expect(asked.slice(-2)).toEqual([
      ['assert', 's'],
      ['options', ana.email],
    ]);
  });
});
