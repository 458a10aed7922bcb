import type { StreamState } from '@nats-io/jetstream';

/**
 * Returns a warning if the stream lacks events. A log begins at event 1 and nothing is ever deleted, but a damaged store
 * may start without some.
 */
export function missingEvents({ messages, last_seq }: StreamState): string[] {
  const missing = last_seq - messages;
  if (missing === 0) return [];
  return [
    `The store of the event log is damaged: ${String(missing)} of its ${String(last_seq)} events are missing. ` +
      'npm run verify shows which. Stop Reprise and seed the log again from the audit table (npm run reseed -- --new-store ' +
      'moves the damaged store aside; docs/audit-format.md says how).',
  ];
}
