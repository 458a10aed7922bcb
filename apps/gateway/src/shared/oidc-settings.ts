import type { Role } from '@reprise/contracts';

/** Directory of the organisation, for sign-in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: readonly string[];
  readonly groupClaim: string;
  /** Role by group; `*`: everybody of the directory. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Text of the button. */
  readonly label: string;
}
