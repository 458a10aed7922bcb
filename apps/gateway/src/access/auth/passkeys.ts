import type { PasskeyOptions as PluginOptions } from '@better-auth/passkey';
import type { PasskeyOptions } from '@reprise/contracts';
import { APIError } from 'better-auth/api';

/**
 * Settings of the library's plugin. A passkey replaces password and second factor, so the device has to have verified its
 * person, by PIN or biometrics: the library itself only prefers that.
 * @param publicUrl address at which people open Reprise
 */
export const passkeyPlugin = (publicUrl: string) =>
  ({
    ...{ rpName: 'Reprise', rpID: new URL(publicUrl).hostname, origin: new URL(publicUrl).origin },
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    registration: {
      afterVerification: ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw notVerified('FAILED_TO_VERIFY_REGISTRATION');
        return Promise.resolve();
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

/** Asks the browser for the verification that is checked afterwards; the library asks for it at registrations only. */
export const requiringVerification = (options: PasskeyOptions): PasskeyOptions => ({
  ...options,
  userVerification: 'required',
});
