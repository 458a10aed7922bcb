import { AsyncLocalStorage } from 'node:async_hooks';
import { roles, type Role } from '@reprise/contracts';
import type { OidcSettings } from '../../shared/auth/oidc-settings.ts';

export const OIDC = 'oidc';

type Profile = Readonly<Record<string, unknown>>;

/** Facts of a sign-in under way, which the library's hooks find. */
export interface DirectorySignIn {
  /** Role that the groups give. */
  role?: Role;
  /** Account whose session was opened. */
  userId?: string;
  /** Whether the account was made just now. */
  isNew?: boolean;
}

const signingIn = new AsyncLocalStorage<DirectorySignIn>();

/** Runs the callback of a sign-in, and fills in the facts. */
export const inSignIn = <T>(facts: DirectorySignIn, work: () => Promise<T>): Promise<T> => signingIn.run(facts, work);

/** Returns the highest role that the groups of a profile give; undefined: none of them is known. */
export function roleOf(profile: Profile, settings: Pick<OidcSettings, 'groupClaim' | 'roles'>): Role | undefined {
  const claim = profile[settings.groupClaim];
  const groups = Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? [claim] : [];
  const given = new Set(['*', ...groups].map((group) => settings.roles.get(group)));
  return roles.findLast((role) => given.has(role));
}

/** Settings of the library's plugin: discovery, PKCE, the ID token verified by the provider's keys. */
export const oidcPlugin = ({ issuer, clientId, clientSecret, scopes }: OidcSettings) => ({
  config: [
    {
      providerId: OIDC,
      discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId,
      ...(clientSecret !== undefined && { clientSecret }),
      scopes: [...scopes],
      pkce: true,
      requireIdTokenVerification: true,
      overrideUserInfo: true,
    },
  ],
});

interface Provisioning {
  readonly user: { readonly id?: unknown; readonly email?: unknown };
  readonly source: {
    readonly action?: string;
    readonly oauth?: { readonly profile?: Profile | undefined } | undefined;
  };
}

/** Rules of accounts from the directory: who gets one, and that the role follows the groups at each sign-in. */
export function oidcRules(settings: OidcSettings) {
  const check = ({ source }: Provisioning): { error: string } | undefined => {
    if (!source.oauth) return undefined;
    const role = roleOf(source.oauth.profile ?? {}, settings);
    if (!role) return { error: 'no_role' };
    const current = signingIn.getStore();
    if (current) current.role = role;
    return undefined;
  };
  const hooks = {
    user: {
      create: {
        before: (user: Record<string, unknown>) => {
          const facts = signingIn.getStore();
          if (facts) facts.isNew = true;
          return Promise.resolve({ data: facts?.role ? { ...user, role: facts.role } : user });
        },
      },
    },
    session: {
      create: {
        after: ({ userId }: { readonly userId: string }) => {
          const facts = signingIn.getStore();
          if (facts) facts.userId = userId;
          return Promise.resolve();
        },
      },
    },
  };
  return { check, hooks };
}
