import { apiKey } from '@better-auth/api-key';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { admin, deviceAuthorization, genericOAuth, twoFactor } from 'better-auth/plugins';
import type { OidcSettings } from '@reprise/gateway/shared/oidc-settings.ts';
import type { AccessDatabase } from '../database/access-database.ts';
import { oidcHooks, oidcPlugin } from './oidc-provider.ts';
import { passkeyPlugin } from './passkeys.ts';
import { passwords } from './passwords.ts';

export interface AuthOptions {
  readonly database: Pick<AccessDatabase, 'dialect'>;
  /** Secret that signs cookies and encrypts the secrets of second factors. */
  readonly secret: string;
  /** Public URL of Reprise, without a path. */
  readonly publicUrl: string;
  /** Port of the gateway. It is part of cookie names, because browsers send a host's cookies to all of its ports. */
  readonly port: number;
  readonly idleMs: number;
  readonly oidc: OidcSettings | undefined;
  readonly warn: (line: string) => void;
}

/** Header in which the gateway passes on the client's address. Clients cannot send it. */
export const ADDRESS_HEADER = 'x-reprise-client';
/** Prefix of API tokens, for secret scanners. */
export const TOKEN_PREFIX = 'reprise_';
const RENEWALS = 20;

/**
 * Creates the library's server. Its own routes are not served, except for the callback of OpenID Connect. Our routes
 * call the library instead, so that they are documented and limited, and return problem documents, like all other
 * routes.
 */
export function makeAuth({ database, secret, publicUrl, port, idleMs, oidc, warn }: AuthOptions) {
  const secure = publicUrl.startsWith('https:');
  const prefix = `${secure ? '__Host-' : ''}reprise_${String(port)}`;
  const cookie = (name: string, sameSite: 'strict' | 'lax') => ({
    name: `${prefix}_${name}`,
    attributes: { secure, sameSite, httpOnly: true, path: '/' },
  });
  return betterAuth({
    appName: 'Reprise',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: { dialect: database.dialect, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (_level, message) => warn(message) },
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: 'uuid' },
      useSecureCookies: false,
      cookiePrefix: prefix,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The redirect from a provider is a request from another site, and must include `state`.
      defaultCookieAttributes: { secure, sameSite: 'lax', httpOnly: true, path: '/' },
      cookies: { session_token: cookie('session', 'strict') },
    },
    session: { expiresIn: idleMs / 1000, updateAge: idleMs / 1000 / RENEWALS },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: passwords,
    },
    user: {
      additionalFields: {
        lastSignInAt: { type: 'date', required: false, input: false },
        erasedAt: { type: 'date', required: false, input: false },
      },
    },
    account: {
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
      encryptOAuthTokens: true,
      updateAccountOnSignIn: true,
    },
    databaseHooks: oidcHooks,
    plugins: [
      admin({ defaultRole: 'viewer', adminRoles: ['admin'] }),
      twoFactor({ issuer: 'Reprise' }),
      passkey(passkeyPlugin(publicUrl)),
      deviceAuthorization({ expiresIn: '10m', interval: '2s' }),
      apiKey({
        defaultPrefix: TOKEN_PREFIX,
        rateLimit: { enabled: false },
        maximumNameLength: 60,
        startingCharactersConfig: { charactersLength: TOKEN_PREFIX.length + 6 },
        keyExpiration: { minExpiresIn: 0, maxExpiresIn: 366 },
      }),
      ...(oidc ? [genericOAuth(oidcPlugin(oidc))] : []),
    ],
  });
}

export type Auth = ReturnType<typeof makeAuth>;
