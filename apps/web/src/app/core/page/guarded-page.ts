/** A page that asks for confirmation before it is left with unsaved input. */
export interface GuardedPage {
  /** Whether the page may be left. */
  mayLeave(): Promise<boolean>;
}
