import type { LogEntry } from '@reprise/event-log';

/** Returns an entry of which nothing is believed, as if it could not be decoded. */
export const setAside = (entry: LogEntry, reason: string): LogEntry => ({
  ...entry,
  envelope: null,
  event: null,
  problem: reason,
});

/** Data that does not fit a column or an index, a limit of the server, a broken constraint: trying again never helps. */
const DATA = /^(21|22|23|54)\w{3}$/;

/** Whether an error of the driver, at any depth of wrapping, is about the data that were written. */
export function isDataError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, previous, cause } = error as { code?: unknown; previous?: unknown; cause?: unknown };
  return (typeof code === 'string' && DATA.test(code)) || isDataError(previous) || isDataError(cause);
}
