import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import type { OidcOptions, OidcUsers } from './oidc-options.ts';

/** An OpenID Connect provider with its own sign-in form that accepts every password, for tests and development. */

const { issuer, clientId, clientSecret, redirectUris, logoutUri, usersFile } = JSON.parse(
  process.argv[2] ?? '{}',
) as OidcOptions;

/** Read on each sign-in, because tests change groups. */
const users = (): OidcUsers => JSON.parse(readFileSync(usersFile, 'utf8')) as OidcUsers;

const configuration: Configuration = {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [...redirectUris],
      ...(logoutUri && { backchannel_logout_uri: logoutUri, backchannel_logout_session_required: false }),
    },
  ],
  cookies: { keys: [randomBytes(32).toString('hex')] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
  // Without the dispatcher that rejects local addresses.
  fetch: (url, init) => fetch(url, { ...init, dispatcher: undefined } as RequestInit),
  findAccount: (_context, sub) => {
    const user = users()[sub];
    return user && { accountId: sub, claims: () => ({ sub, email_verified: true, ...user }) };
  },
  // Does not ask for consent to share the name.
  loadExistingGrant: async (context) => {
    const { client, session, provider } = context.oidc;
    if (!client || !session?.accountId) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
};

const provider = new Provider(issuer, configuration);
const { port } = new URL(issuer);
createServer((request, response) => void provider.callback()(request, response)).listen(
  Number(port),
  '127.0.0.1',
  () => {
    process.send?.('listening');
  },
);
process.on('disconnect', () => process.exit(0));
