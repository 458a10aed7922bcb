/** A page that asks before it is left, where something on it would be lost. */
export interface GuardedPage {
  /** Whether the page may be left. */
  mayLeave(): Promise<boolean>;
}
