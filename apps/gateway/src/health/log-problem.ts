import type { EventLog } from '@reprise/event-log';

const PATIENCE_MS = 3_000;
const AWAY = 'The event log does not answer, or takes no events: a command that is sent now may not be accepted.';

/**
 * Returns a message if the log cannot currently be used, otherwise null. Checks this with a request, because a
 * connection to a hanging server stays open for minutes. A late response counts as no response.
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
