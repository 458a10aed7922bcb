import { passkeyPlugin } from './passkeys.ts';

const { authenticatorSelection, registration, authentication, rpID, origin } = passkeyPlugin('https://lab.example/');

const used = async (userVerified: boolean) =>
  (authentication.afterVerification as (given: object) => unknown)({
    verification: { authenticationInfo: { userVerified } },
  });
const added = async (userVerified: boolean) =>
  (registration.afterVerification as (given: object) => unknown)({
    verification: { registrationInfo: { userVerified } },
  });

describe('a passkey', () => {
  it('is of the address at which people open Reprise, and of no other page', () => {
    expect([rpID, origin]).toEqual(['lab.example', 'https://lab.example']);
  });

  it('is refused from a device that did not verify its person', async () => {
    expect(authenticatorSelection.userVerification).toBe('required');
    await expect(added(false)).rejects.toThrow('did not verify its person');
    await expect(used(false)).rejects.toThrow('did not verify its person');
  });

  it('is accepted from one that did', async () => {
    await expect(Promise.all([added(true), used(true)])).resolves.toBeDefined();
  });
});
