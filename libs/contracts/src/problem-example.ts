/** Example of a problem response in the API document. */
export interface ProblemExample {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Returns the problem of an invalid field. */
export const wrongField = (field: string, message: string) => ({
  status: 422,
  detail: `${field}: ${message}`,
  errors: [{ field, message }],
});
