/** Folder or file that the tasks' user cannot access. */
export interface ClosedPlace {
  readonly path: string;
  /** `enter`: a folder on the path. `list`: the requested folder. `read`: a file. */
  readonly use: 'enter' | 'list' | 'read';
  /** Name of the owner, or its number if it has no name; null if it cannot be looked up. */
  readonly owner: string | null;
  /** Permissions in octal, such as `700`. */
  readonly mode: string | null;
}

/** Path that tasks cannot read. */
export interface AccessProblem {
  readonly path: string;
  /** Name of the user that tasks run as. */
  readonly user: string;
  /**
   * All places that have to be opened, the outermost first. A runner without root reports only the first, because it
   * cannot look further.
   */
  readonly closed: readonly [ClosedPlace, ...ClosedPlace[]];
  /**
   * Whether the last place is inside of the requested folder. In that case the folder may contain further closed
   * places.
   */
  readonly isBelow: boolean;
  /** Whether the first place stays hidden from tasks until the runner restarts. */
  readonly isHidden: boolean;
  /** Whether the machine has the command `setfacl`. */
  readonly hasSetfacl: boolean;
}
