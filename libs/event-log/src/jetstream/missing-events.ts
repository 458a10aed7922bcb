import type { Head } from '../event-log.ts';

/**
 * Returns a warning if events are missing from the log, else null. A log begins at event 1 and nothing is ever deleted,
 * but a damaged store may have lost some.
 */
export function missingEvents({ missing, last_seq }: Pick<Head, 'missing' | 'last_seq'>): string | null {
  if (missing === 0) return null;
  return (
    `The store of the event log is damaged: ${String(missing)} of its ${String(last_seq)} events are missing. ` +
    'npm run verify shows which. Stop Reprise and seed the log again from the audit table (npm run reseed -- --new-store ' +
    'moves the damaged store aside; docs/audit-format.md says how).'
  );
}
