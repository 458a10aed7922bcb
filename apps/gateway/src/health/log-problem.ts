import type { EventLog } from '@reprise/event-log';

const PATIENCE_MS = 3_000;
const AWAY = 'The event log does not answer, or takes no events: a command that is sent now may not be accepted.';

/**
 * Returns what people are told of a log that cannot be used now; null of one that can. A connection to a server that
 * hangs stays open for minutes, so the log is asked; one that answers late counts as one that does not.
 */
export async function logProblem(log: Pick<EventLog, 'ready'>, patience_ms = PATIENCE_MS): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), patience_ms)));
  try {
    return (await Promise.race([log.ready(), late])) ? null : AWAY;
  } finally {
    clearTimeout(timer);
  }
}
