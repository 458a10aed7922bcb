import { passkeyPlugin, registering, requiringVerification } from './passkeys.ts';

const { authenticatorSelection, registration, authentication, rpName, rpID, origin } =
  passkeyPlugin('https://lab.example/');

const used = async (userVerified: boolean) =>
  (authentication.afterVerification as (given: object) => unknown)({
    verification: { authenticationInfo: { userVerified } },
  });
const added = async (userVerified: boolean) =>
  (registration.afterVerification as (given: object) => unknown)({
    verification: { registrationInfo: { userVerified } },
  });

describe('a passkey', () => {
  it('belongs to the public address of Reprise, and to no other page', () => {
    expect([rpName, rpID, origin]).toEqual(['Reprise', 'lab.example', 'https://lab.example']);
  });

  it('is refused from a device that did not verify its person', async () => {
    expect(authenticatorSelection).toEqual({ residentKey: 'preferred', userVerification: 'required' });
    const refused = (code: string) => ({
      status: 'UNAUTHORIZED',
      body: { code, message: 'The device did not verify its person' },
    });
    await expect(added(false)).rejects.toMatchObject(refused('FAILED_TO_VERIFY_REGISTRATION'));
    await expect(used(false)).rejects.toMatchObject(refused('AUTHENTICATION_FAILED'));
    const nothing = async () => (registration.afterVerification as (given: object) => unknown)({ verification: {} });
    await expect(nothing()).rejects.toThrow('did not verify its person');
    const options = requiringVerification({ challenge: 'c', userVerification: 'preferred' } as never);
    expect(options).toEqual({ challenge: 'c', userVerification: 'required' });
  });

  it('is registered for a person without an account under the identity they gave, and never without one', async () => {
    expect(registration.requireSession).toBe(false);
    const resolve = async () => registration.resolveUser();
    const user = { id: 'u0', name: 'Cy' };
    expect(await registering.run({ user }, resolve)).toEqual(user);
    const refused = { status: 'UNAUTHORIZED', body: { code: 'SESSION_REQUIRED', message: 'Nobody is signed in' } };
    await expect(resolve()).rejects.toMatchObject(refused);
  });

  it('creates the account of a new person once the device has verified them', async () => {
    let made = 0;
    const facts = { user: { id: 'u0', name: 'Cy' }, account: async () => ((made += 1), 'u1') };
    await expect(registering.run(facts, () => added(false))).rejects.toThrow('did not verify its person');
    expect(made).toBe(0);
    expect(await registering.run(facts, () => added(true))).toEqual({ userId: 'u1' });
    expect(await added(true)).toBeUndefined();
    expect(made).toBe(1);
  });

  it('is accepted from a device that verified its person', async () => {
    await expect(Promise.all([added(true), used(true)])).resolves.toBeDefined();
  });
});
