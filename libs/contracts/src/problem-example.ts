/** A problem the API answers with, as an example in its document. */
export interface ProblemExample {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Returns the problem of a field that was refused. */
export const wrongField = (field: string, message: string) => ({
  status: 422,
  detail: `${field}: ${message}`,
  errors: [{ field, message }],
});
