/** A signing secret as it is stored: encrypted. `until` is when an earlier one stops to sign; null for the current one. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}
