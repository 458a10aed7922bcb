import { isEndOfAppend } from '@reprise/event-log';
import type { StoredEvent } from './event-line.ts';
import { BackupError, type Manifest } from './manifest.ts';

/** The moment to restore: up to a sequence, or a time in milliseconds, both inclusive. */
export type Until = { readonly seq: number } | { readonly time: number };

/** Parses `4711`, or a time such as `2026-12-01T16:30Z`. @throws BackupError */
export function untilOf(text: string): Until {
  if (/^[0-9]+$/.test(text)) {
    const seq = Number(text);
    if (seq > 0 && Number.isSafeInteger(seq)) return { seq };
  } else if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) {
    const time = Date.parse(text);
    if (!Number.isNaN(time)) return { time };
  }
  throw new BackupError(
    `${text} is neither a sequence of the log nor a time: give a number from 1, or a time such as 2026-12-01T16:30Z.`,
  );
}

type Dated = Pick<StoredEvent, 'seq' | 'stored_at' | 'headers'>;

/**
 * Finds the last event to restore; 0 if there is none. Events that were appended together stay together.
 * @param events in log order
 */
export async function lastUntil(events: AsyncIterable<Dated> | Iterable<Dated>, until: Until): Promise<number> {
  let last = 0;
  for await (const event of events) {
    if (isAfter(event, until)) break;
    if (isEndOfAppend(event)) last = event.seq;
  }
  return last;
}

const isAfter = (event: Dated, until: Until): boolean =>
  'seq' in until ? event.seq > until.seq : timeOf(event) > until.time;

/**
 * Returns an event's time in milliseconds, as recorded by its writer, but never later than its storage time. The
 * storage time alone is not enough: for all events before the last restore, it is the time of that restore.
 */
function timeOf({ stored_at, headers }: Dated): number {
  const stored = Date.parse(stored_at);
  const recorded = Date.parse(headers.find(([name]) => name === 'ce-time')?.[1] ?? '');
  return Number.isNaN(recorded) ? stored : Math.min(stored, recorded);
}

/** Backups from which a restore takes its parts. */
export interface Sources {
  /** All events of the log up to the end. */
  readonly events: Manifest;
  /** Keys, logins, inputs and uploads. */
  readonly files: Manifest;
  /** Accounts and webhooks. */
  readonly database: Manifest;
}

/**
 * Chooses the backups for a restore up to an event: the files of the first backup that covers it, and the latest tables
 * up to that event, or else the earliest ones.
 * @param backups not empty, in order
 * @param last_seq last event to restore; undefined for the end of the last backup
 */
export function sourcesOf(backups: readonly Manifest[], last_seq?: number): Sources {
  const events = backups.at(-1)!;
  if (last_seq === undefined) return { events, files: events, database: events };
  const files = backups.find(({ log }) => log.last_seq >= last_seq) ?? events;
  const database = backups.findLast(({ database: { as_of_seq } }) => as_of_seq <= last_seq) ?? backups[0]!;
  return { events, files, database };
}

/** Returns a line about the backups of the accounts and files, if they are not the same as the backup of the events. */
export function aboutSources({ events, files, database }: Sources): string[] {
  if (files === events && database === events) return [];
  return [`Accounts and webhooks are those of the backup ${database.name}, keys and files those of ${files.name}.`];
}
