import { mayRemainIn, mayRemainText } from '@reprise/contracts/may-remain-text';
import type { Connection } from '../../connection/connection.ts';

/** Commands that start an attempt, also if tasks of an earlier one still run. */
const STARTS_ATTEMPT: ReadonlySet<string> = new Set(['resume', 'restart', 'rerun']);

/**
 * Returns the warning before a command that tasks of the job may still run on executors that Reprise cannot query; null
 * if there is none. The command itself reports an unknown job, or that the server does not answer.
 */
export async function taskWarning(
  { api }: Pick<Connection, 'api'>,
  command: string,
  id: string,
): Promise<string | null> {
  if (!STARTS_ATTEMPT.has(command)) return null;
  const found = await api
    .get('/api/jobs/{id}/attempts', { path: { id } })
    .then(({ items }) => mayRemainIn(items))
    .catch(() => null);
  return found && mayRemainText(found.executors, `attempt ${String(found.attempt)}`, { isSent: true }).join(' ');
}
