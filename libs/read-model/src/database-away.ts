/** SQLSTATEs of a server that is starting or stopping, or that has no free connections. */
const AWAY = /^(57P0[1235]|08\w{3}|53300)$/;
/** Errors of sockets and of name resolution. Source: errno(3), getaddrinfo(3). */
const NETWORK = new Set([
  ...['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTCONN', 'ESHUTDOWN', 'ETIMEDOUT', 'EADDRNOTAVAIL'],
  ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETRESET', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
]);
const SAYS_AWAY =
  /Connection terminated|Connection ended|Query read timeout|not queryable|timeout exceeded when trying to connect|connection error/;

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
  readonly previous?: unknown;
  readonly cause?: unknown;
}

/** Whether a driver error, or one of its causes, means that Postgres could not be reached. */
export function isDatabaseAway(error: unknown): boolean {
  // Not `instanceof Error`, because under jest socket errors belong to a different realm.
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors, previous, cause } = error as Failure;
  if (typeof code === 'string' && (AWAY.test(code) || NETWORK.has(code))) return true;
  if (typeof message === 'string' && SAYS_AWAY.test(message)) return true;
  return (Array.isArray(errors) && errors.some(isDatabaseAway)) || isDatabaseAway(previous) || isDatabaseAway(cause);
}
