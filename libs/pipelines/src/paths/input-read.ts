/** Local path in a parameter that tasks will read. */
export interface InputRead {
  readonly field: string;
  readonly path: string;
  /** For a folder, whether its whole content is needed. */
  readonly whole: boolean;
}
