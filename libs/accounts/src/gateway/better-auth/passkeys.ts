import { AsyncLocalStorage } from 'node:async_hooks';
import type { PasskeyOptions as PluginOptions } from '@better-auth/passkey';
import type { PasskeyOptions } from '../../contract/index.ts';
import { APIError } from 'better-auth/api';

/** Registration of a passkey without an account, which the hooks of the library can access. */
export interface Registering {
  /** The id is replaced by the id of the account. */
  readonly user: { readonly id: string; readonly name: string };
  /** Creates the account once the passkey is verified, and returns its id. */
  readonly account?: () => Promise<string>;
}

export const registering = new AsyncLocalStorage<Registering>();

/**
 * Settings of the library's plugin. A passkey replaces the password and the second factor, so the device must have
 * verified its user by PIN or biometrics. The library only prefers this.
 * @param publicUrl public URL of Reprise
 */
export const passkeyPlugin = (publicUrl: string) =>
  ({
    rpName: 'Reprise',
    rpID: new URL(publicUrl).hostname,
    origin: new URL(publicUrl).origin,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    registration: {
      // Users who have an account add passkeys in a session, which `Credentials` checks.
      requireSession: false,
      resolveUser: () => {
        const user = registering.getStore()?.user;
        if (!user) throw new APIError('UNAUTHORIZED', { code: 'SESSION_REQUIRED', message: 'Nobody is signed in' });
        return Promise.resolve(user);
      },
      afterVerification: async ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw notVerified('FAILED_TO_VERIFY_REGISTRATION');
        const account = registering.getStore()?.account;
        return account && { userId: await account() };
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw notVerified('AUTHENTICATION_FAILED');
        return Promise.resolve();
      },
    },
  }) satisfies PluginOptions;

const notVerified = (code: string) =>
  new APIError('UNAUTHORIZED', { code, message: 'The device did not verify its person' });

/** Requires the user verification that is checked afterwards. The library only requests it for registrations. */
export const requiringVerification = (options: PasskeyOptions): PasskeyOptions => ({
  ...options,
  userVerification: 'required',
});
