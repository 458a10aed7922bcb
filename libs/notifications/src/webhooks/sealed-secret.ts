/** A stored signing secret: encrypted. `until` is when an earlier one stops signing; null for the current one. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}
