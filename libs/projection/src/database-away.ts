/** Codes of the socket, and SQLSTATEs of a server that is starting, stopping or out of connections. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|57P0[123]|08\w{3}|53300)$/;
const SAYS_AWAY =
  /Connection terminated|Connection ended|not queryable|timeout exceeded when trying to connect|connection error/;

/** Whether an error of the driver, at any depth of wrapping, says that Postgres could not be reached. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, previous, cause } = error as Error & { code?: unknown; previous?: unknown };
  if ((typeof code === 'string' && AWAY.test(code)) || SAYS_AWAY.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  return isDatabaseAway(previous) || isDatabaseAway(cause);
}
