/** An error as a person at the terminal reads it; where it was not foreseen, with its stack. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isProgrammingError =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return isProgrammingError ? (error.stack ?? error.message) : error.message;
}
