import { commandRouteRights } from '../access/command-rights.ts';
import { READING, type Right } from '../access/right.ts';
import { rightsOfWings } from '../catalogue.ts';
import type { Role } from '../fields/role.ts';
import type { Route } from '../http/route.ts';
import { allRoutes } from './api.ts';

const right = (role: Role | null, does: string): Right => ({ role, does });
const SIGNING_IN = right(null, 'Signing in');
const OWN_TOKENS = right('viewer', 'Managing tokens of your own');
const USERS = right('admin', 'Managing users');
const OWN_ACCOUNT = right('viewer', 'Managing your own account');
const OWN_SESSION = right('viewer', 'Using a session');
/** An API token that leaks gives its role away, and not the account: it makes no ways to sign in, for nobody. */
const byPerson = (given: Right): Right => ({ ...given, notByToken: true });
const CHANGING_OWN_TOKENS = byPerson(OWN_TOKENS);
const CHANGING_USERS = byPerson(USERS);
const CHANGING_OWN_ACCOUNT = byPerson(OWN_ACCOUNT);

/**
 * Least role for each route, by method and path as in the OpenAPI document: decision 42. Those of commands follow from the
 * catalogue. A route that is not here is an admin's only, and a test fails.
 */
const remainingRights: Readonly<Record<string, Right>> = {
  // Each command needs its own role too.
  // Each command of a bulk is checked by its own role too.
  'GET /api/session': OWN_SESSION,
  'POST /api/session/sign-out': OWN_SESSION,
  'POST /api/session/sign-out-everywhere': byPerson(OWN_SESSION),
  'GET /api/account': OWN_ACCOUNT,
  'PATCH /api/account': CHANGING_OWN_ACCOUNT,
  'POST /api/account/password': CHANGING_OWN_ACCOUNT,
  'POST /api/account/passkeys/options': CHANGING_OWN_ACCOUNT,
  'POST /api/account/passkeys': CHANGING_OWN_ACCOUNT,
  'DELETE /api/account/passkeys/{id}': CHANGING_OWN_ACCOUNT,
  'POST /api/account/totp': CHANGING_OWN_ACCOUNT,
  'POST /api/account/totp/confirm': CHANGING_OWN_ACCOUNT,
  'POST /api/account/totp/remove': CHANGING_OWN_ACCOUNT,
  'GET /api/account/sessions': OWN_ACCOUNT,
  'DELETE /api/account/sessions/{id}': CHANGING_OWN_ACCOUNT,
  'GET /api/account/devices/{code}': OWN_ACCOUNT,
  'POST /api/account/devices/{code}/approve': CHANGING_OWN_ACCOUNT,
  'POST /api/account/devices/{code}/reject': CHANGING_OWN_ACCOUNT,
  'POST /api/session/confirm': CHANGING_OWN_ACCOUNT,
  'POST /api/session/first-admin': right('admin', 'Creating the first admin'),
  'POST /api/session/first-admin/passkey-options': right('admin', 'Creating the first admin'),
  'GET /api/sign-in': SIGNING_IN,
  'POST /api/sign-in/password': SIGNING_IN,
  'GET /api/sign-in/oidc': SIGNING_IN,
  'GET /api/auth/callback/oidc': SIGNING_IN,
  'POST /api/auth/backchannel-logout': SIGNING_IN,
  'POST /api/sign-in/device': SIGNING_IN,
  'POST /api/sign-in/device/token': SIGNING_IN,
  'POST /api/sign-in/totp': SIGNING_IN,
  'POST /api/sign-in/passkey/options': SIGNING_IN,
  'POST /api/sign-in/passkey': SIGNING_IN,
  'POST /api/invites/show': SIGNING_IN,
  'POST /api/invites/passkey-options': SIGNING_IN,
  'POST /api/invites/accept': SIGNING_IN,
  'GET /api/people': READING,
  // Of others, admins only: the service looks.
  'GET /api/tokens': OWN_TOKENS,
  'POST /api/tokens': CHANGING_OWN_TOKENS,
  'DELETE /api/tokens/{id}': CHANGING_OWN_TOKENS,
  'GET /api/users': USERS,
  'PATCH /api/users/{id}': CHANGING_USERS,
  'DELETE /api/users/{id}': CHANGING_USERS,
  'POST /api/users/{id}/reset': CHANGING_USERS,
  'GET /api/users/invites': USERS,
  'POST /api/users/invites': CHANGING_USERS,
  'DELETE /api/users/invites/{id}': CHANGING_USERS,
  ...rightsOfWings,
};

/** Returns a route as the document names it: `GET /api/audit`. */
export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method} ${path.replace('*}', '}')}`;

export const routeRights: Readonly<Record<string, Right>> = {
  ...Object.fromEntries(allRoutes.map((route) => [routeName(route), route.right])),
  ...remainingRights,
};

/** Rights to all routes but those of the catalogue of commands. */
export const otherRouteRights: Readonly<Record<string, Right>> = Object.fromEntries(
  Object.entries(routeRights).filter(([name]) => !(name in commandRouteRights)),
);
