import { AsyncLocalStorage } from 'node:async_hooks';
import { roles, type Role } from '@reprise/contracts';
import { APIError } from 'better-auth/api';
import { z } from 'zod';
import type { OidcSettings } from '@reprise/gateway/shared/oidc-settings.ts';

export const OIDC = 'oidc';

type Profile = Readonly<Record<string, unknown>>;

/** Claims that identify a person. */
const DirectoryPerson = z.object({ sub: z.string(), name: z.string(), email: z.string() });
export type DirectoryPerson = z.infer<typeof DirectoryPerson>;

/** Facts about a sign-in in progress, which the hooks of the library can access. */
export interface DirectorySignIn {
  /** Called when all requests to the directory are done, before the library changes an account. */
  readonly asked: () => Promise<void>;
  /** Called afterwards. Returns the account name of this user. The directory's name is `name`. */
  readonly nameOf: (person: DirectoryPerson) => Promise<string>;
  /** Role that the groups grant. */
  role?: Role;
  /** Account whose session was opened. */
  userId?: string;
  /** Account that was just created. */
  newUserId?: string;
}

const signingIn = new AsyncLocalStorage<DirectorySignIn>();

/** Runs the callback of a sign-in, and fills in the facts. */
export const inSignIn = <T>(facts: DirectorySignIn, work: () => Promise<T>): Promise<T> => signingIn.run(facts, work);

/** Returns the highest role that the groups in a profile grant; undefined if they grant none. */
export function roleOf(profile: Profile, settings: Pick<OidcSettings, 'groupClaim' | 'roles'>): Role | undefined {
  const claim = profile[settings.groupClaim];
  const groups = Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? [claim] : [];
  const given = new Set(['*', ...groups].map((group) => settings.roles.get(group)));
  return roles.findLast((role) => given.has(role));
}

/** Settings of the library's plugin: discovery, PKCE, and verification of the ID token with the provider's keys. */
export const oidcPlugin = (settings: OidcSettings) => ({
  config: [
    {
      providerId: OIDC,
      discoveryUrl: `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: settings.clientId,
      ...(settings.clientSecret !== undefined && { clientSecret: settings.clientSecret }),
      scopes: [...settings.scopes],
      pkce: true,
      requireIdTokenVerification: true,
      overrideUserInfo: true,
      mapProfileToUser: async (profile: Profile) => {
        const facts = signingIn.getStore();
        const role = roleOf(profile, settings);
        if (facts && role) facts.role = role;
        await facts?.asked();
        const person = DirectoryPerson.safeParse(profile).data;
        return facts && person ? { name: await facts.nameOf(person) } : {};
      },
    },
  ],
});

/** @throws APIError if the groups grant no role */
function roleOfSignIn(facts: DirectorySignIn): Role {
  if (facts.role) return facts.role;
  throw new APIError('FORBIDDEN', { code: 'no_role', message: 'The groups give no role' });
}

/** Hooks of the library's tables. Users from the directory who have no role get neither an account nor a session. */
export const oidcHooks = {
  user: {
    create: {
      before: (user: Record<string, unknown>) => {
        const facts = signingIn.getStore();
        if (!facts) return Promise.resolve({ data: user });
        return Promise.resolve({ data: { ...user, role: roleOfSignIn(facts) } });
      },
      after: ({ id }: { readonly id: string }) => {
        const facts = signingIn.getStore();
        if (facts) facts.newUserId = id;
        return Promise.resolve();
      },
    },
  },
  session: {
    create: {
      before: ({ userId }: { readonly userId: string }) => {
        const facts = signingIn.getStore();
        if (facts) roleOfSignIn(facts);
        if (facts) facts.userId = userId;
        return Promise.resolve();
      },
    },
  },
};
