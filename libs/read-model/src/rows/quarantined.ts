import type { LogEntry } from '@reprise/event-log';

/** Marks an entry as unreadable: no envelope, no event. */
export const quarantined = (entry: LogEntry, reason: string): LogEntry => ({
  ...entry,
  envelope: null,
  event: null,
  problem: reason,
});

/** Data that does not fit a column or index, a server limit, or a violated constraint. A retry never helps. */
const DATA = /^(21|22|23|54)\w{3}$/;

/** Whether a driver error, or one of its causes, is about the written data. */
export function isDataError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, previous, cause } = error as { code?: unknown; previous?: unknown; cause?: unknown };
  return (typeof code === 'string' && DATA.test(code)) || isDataError(previous) || isDataError(cause);
}
