/** Formats an error for the terminal. Unexpected errors include their stack. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isProgrammingError =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return isProgrammingError ? (error.stack ?? error.message) : error.message;
}
