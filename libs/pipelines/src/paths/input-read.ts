/** Local path in a parameter that tasks are to read. */
export interface InputRead {
  readonly field: string;
  readonly path: string;
  /** Whether all that is in it is meant, where it is a folder. */
  readonly whole: boolean;
}
