/** Local path in a parameter that tasks will read. */
export interface InputRead {
  readonly field: string;
  readonly path: string;
  /** Whether the whole content is meant, for a folder. */
  readonly whole: boolean;
}
