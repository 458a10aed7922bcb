/** A page that asks for confirmation before the user leaves it with unsaved input. */
export interface GuardedPage {
  /** Whether the page may be left. */
  mayLeave(): Promise<boolean>;
}
