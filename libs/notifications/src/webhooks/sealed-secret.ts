/**
 * A stored signing secret, which is encrypted. `until` is the time when an earlier secret stops signing; null for the
 * current one.
 */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}
