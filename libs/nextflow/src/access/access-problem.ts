/** Folder or file that the user of the tasks cannot use. */
export interface ClosedPlace {
  readonly path: string;
  /** `enter`: a folder on the way. `list`: a folder that is itself asked for. `read`: a file. */
  readonly use: 'enter' | 'list' | 'read';
  /** Name of its owner, or the number where it has no name; null where it cannot be looked up. */
  readonly owner: string | null;
  /** Permissions in octal, such as `700`. */
  readonly mode: string | null;
}

/** Path that tasks cannot read. */
export interface AccessProblem {
  readonly path: string;
  /** Name of the user that tasks run as. */
  readonly user: string;
  /** Every place to be opened, the outermost first; of a runner without root the first alone, since it sees no further. */
  readonly closed: readonly [ClosedPlace, ...ClosedPlace[]];
  /** Whether the last place is in the folder that was asked for, where more may be closed. */
  readonly isBelow: boolean;
  /** Whether tasks are shown nothing in the first place until the runner starts again. */
  readonly isHidden: boolean;
  /** Whether the machine has the command `setfacl`. */
  readonly hasSetfacl: boolean;
}
