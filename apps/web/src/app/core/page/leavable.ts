/** A page that asks before it is left, where something on it would be lost. */
export interface Leavable {
  /** Whether the page may be left. */
  mayLeave(): Promise<boolean>;
}
