import { eventSchemas, type DataOf, type EventType } from '../event-catalog/catalog.ts';
import { refusedEvents, type RefusedType } from '../event-catalog/refused.ts';
import type { CommandTarget } from '../commands/command-names.ts';
import { isUnchangedType, type UnchangedTypeFor } from '../event-catalog/unchanged.ts';
import { currentVersion, upcast } from '../event-catalog/upcasters.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryEntry } from './details.ts';

/** Fields of an entry that depend on the event type. */
type Event =
  | { [T in EventType]: { type: T; data: DataOf<T> } }[EventType]
  /** An event of a later release, recognized by its type or by the shape of its data. */
  | { type: 'unknown'; data: Record<string, unknown> };

/** History entry as a union on `type`. Each type has data of the current version. */
export type Typed<E extends HistoryEntry> = Omit<E, 'type' | 'data'> & Event & { recorded: E };
export type TypedHistoryEntry = Typed<HistoryEntry>;
export type TypedAuditEntry = Typed<AuditEntry>;
/** An entry of one type, or of one of several. */
export type EntryOf<T extends EventType> = Extract<TypedHistoryEntry, { type: T }>;

/** Types an entry of the API; `recorded` is the original entry. */
export function typedEntry<E extends HistoryEntry>(recorded: E): Typed<E> {
  const data = isEventType(recorded.type) ? currentData(recorded.type, recorded.data) : undefined;
  const event = data === undefined ? { type: 'unknown' } : { data };
  return { ...recorded, ...event, recorded } as unknown as Typed<E>;
}

/** Returns the data in their current version. The entry does not contain the recorded version. */
function currentData(type: EventType, data: unknown): object | undefined {
  for (let version = currentVersion(type); version >= 1; version--)
    try {
      return eventSchemas[type].parse(upcast(type, version, data));
    } catch {
      // a later version, or unreadable
    }
  return undefined;
}

/** Types of events about single tasks. */
export type TaskType = Extract<EventType, `task_${string}`>;
type OfType<E, T extends EventType> = Extract<E, { type: T }>;

export const isTaskEntry = <E extends Typed<HistoryEntry>>(entry: E): entry is OfType<E, TaskType> =>
  entry.type.startsWith('task_');
export const isRefusedEntry = <E extends Typed<HistoryEntry>>(entry: E): entry is OfType<E, RefusedType> =>
  Object.hasOwn(refusedEvents, entry.type);
export const isUnchangedEntry = <E extends Typed<HistoryEntry>>(
  entry: E,
): entry is OfType<E, UnchangedTypeFor<CommandTarget>> => isUnchangedType(entry.type);

const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);
