/** Field of a request, and what is wrong with it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
