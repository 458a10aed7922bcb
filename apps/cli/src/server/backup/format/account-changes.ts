import { ALL_ACCESS, splitSubject, type EventType } from '@reprise/contracts';
import { decode, type LogEntry } from '@reprise/event-log';
import type { StoredEvent } from './event-line.ts';

/** Events that change accounts in the database. */
const CHANGES: ReadonlySet<string> = new Set<EventType>([
  'user_invited',
  'invite_withdrawn',
  'user_created',
  'user_changed',
  'user_erased',
  'token_created',
  'token_revoked',
]);

/** A change to an account that is in the log. */
export interface AccountChange {
  readonly seq: number;
  readonly time: string;
  readonly type: string;
  readonly actor: string;
}

const FAMILY = ALL_ACCESS.slice(0, -1);

/** The events in the log that belong to the family `access`, decoded. */
export async function* accessEntries(events: AsyncIterable<StoredEvent>): AsyncGenerator<LogEntry> {
  for await (const event of events) if (splitSubject(event.subject).published.startsWith(FAMILY)) yield decode(event);
}

/** Events about access in the log that are later than the tables in a backup. */
export interface LaterAccess {
  readonly ids: readonly string[];
  readonly changes: readonly AccountChange[];
}

/** Reads the log's entries about access. */
export async function readAccess(entries: AsyncIterable<LogEntry>): Promise<LaterAccess> {
  const ids: string[] = [];
  const changes: AccountChange[] = [];
  for await (const { seq, event } of entries) {
    if (!event) continue;
    const { id, time, type, actor } = event;
    ids.push(id);
    if (CHANGES.has(type)) changes.push({ seq, time, type, actor });
  }
  return { ids, changes };
}

/** More lines would hide the advice. */
const LISTED = 50;

/** Lines about changes that a restored database lacks. Empty if there are none. */
export function aboutLostChanges(changes: readonly AccountChange[]): string[] {
  if (changes.length === 0) return [];
  const listed = changes
    .slice(0, LISTED)
    .map(({ seq, time, type, actor }) => `  ${time} ${type} by ${actor} (event ${String(seq)})`);
  const more = changes.length > LISTED ? [`  and ${String(changes.length - LISTED)} more: see the page Audit`] : [];
  const undone = changes.some(
    ({ type }) => type === 'token_revoked' || type === 'user_erased' || type === 'user_changed',
  );
  return [
    `Changes of accounts after the backup of the tables: ${String(changes.length)}. They are in the log, but gone from the accounts:`,
    ...listed,
    ...more,
    undone
      ? 'Repeat them: tokens that were revoked, users that were disabled and names that were erased since then are back.'
      : 'Repeat them where they are still needed.',
  ];
}
