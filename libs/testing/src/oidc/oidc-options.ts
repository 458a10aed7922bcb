/** People of the directory, by the name with which they sign in. */
export type OidcUsers = Readonly<
  Record<string, { readonly name: string; readonly email: string; readonly groups: readonly string[] }>
>;

/** Argument of the provider's process, as JSON. */
export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** URL that is notified of sign-outs at the provider. */
  readonly logoutUri?: string | undefined;
  readonly usersFile: string;
}
