import type { Role } from '@reprise/contracts';

/** The organisation's directory, with which users sign in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: readonly string[];
  readonly groupClaim: string;
  /** Role by group; `*` stands for everyone in the directory. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Label of the button. */
  readonly label: string;
}
