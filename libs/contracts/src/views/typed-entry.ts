import { eventSchemas, type DataOf, type EventType } from '../events/catalog.ts';
import { currentVersion, upcast } from '../events/upcasters.ts';
import { refusedEvents, type RefusedType } from '../events/refused.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryEntry } from './details.ts';

/** The fields of an entry that depend on the event. `unknown`: an event of a later release, by its type or the shape of its data. */
type Event =
  | { [T in EventType]: { type: T; data: DataOf<T> } }[EventType]
  | { type: 'unknown'; recorded_type: string; data: Record<string, unknown> };

/** An entry of the history as a union on `type`, each type with its data. */
export type Typed<E extends HistoryEntry> = Omit<E, 'type' | 'data'> & Event;
export type TypedHistoryEntry = Typed<HistoryEntry>;
export type TypedAuditEntry = Typed<AuditEntry>;
/** An entry of one type, or of one of several. */
export type EntryOf<T extends EventType> = Extract<TypedHistoryEntry, { type: T }>;

/** Types an entry that the API gave. */
export function typedEntry<E extends HistoryEntry>(entry: E): Typed<E> {
  const { type } = entry;
  const data = isEventType(type) ? currentData(type, entry.data) : undefined;
  if (data === entry.data) return entry as unknown as Typed<E>;
  return (data ? { ...entry, data } : { ...entry, type: 'unknown', recorded_type: type }) as unknown as Typed<E>;
}

/** Data as the current version has it, of an event stored in this version or an earlier one; undefined where none fits. */
function currentData(type: EventType, data: unknown): unknown {
  for (let version = currentVersion(type); version > 0; version--) {
    const upcasted = upcast(type, version, data);
    if (eventSchemas[type].safeParse(upcasted).success) return upcasted;
  }
  return undefined;
}

/** The type under which an entry was recorded, whether this release knows it or not. */
export const recordedType = (entry: Typed<HistoryEntry>): string =>
  entry.type === 'unknown' ? entry.recorded_type : entry.type;

/** The types of the events of single tasks. */
export type TaskType = Extract<EventType, `task_${string}`>;
type OfType<E, T extends EventType> = Extract<E, { type: T }>;

export const isTaskEntry = <E extends Typed<HistoryEntry>>(entry: E): entry is OfType<E, TaskType> =>
  entry.type.startsWith('task_');
export const isRefusedEntry = <E extends Typed<HistoryEntry>>(entry: E): entry is OfType<E, RefusedType> =>
  Object.hasOwn(refusedEvents, entry.type);

const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);
