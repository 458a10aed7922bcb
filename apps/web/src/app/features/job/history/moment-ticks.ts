import { commandOf, isTaskEntry, type EventType, type TypedHistoryEntry } from '@reprise/contracts';
import { clockTime, dateTime } from '../../../shared/format.ts';
import { commandText } from './command-text.ts';
import { endingText } from './ending-text.ts';
import { joinedText } from './trail-item.ts';

/** A mark on the slider, in percent of its length. `cmd`: a command of a user, `bad`: a failure. */
type MomentTick = { seq: number; left: number; kind: 'cmd' | 'bad' | '' };

/** Number of events above which only commands and failures have a mark. */
const MANY = 300;
const BAD: ReadonlySet<string> = new Set<EventType>([
  'attempt_failed',
  'cancel_unconfirmed',
  'task_failed',
  'task_retried',
]);

const kindOf = ({ type }: TypedHistoryEntry): MomentTick['kind'] =>
  BAD.has(type) ? 'bad' : commandOf(type) ? 'cmd' : '';

/**
 * The marks, at equal distances, so that each event can be reached no matter how close together the events happened.
 */
export function momentTicks(history: TypedHistoryEntry[]): MomentTick[] {
  const last = Math.max(1, history.length - 1);
  const all = history.map((entry, i) => ({ seq: entry.seq, left: (i / last) * 100, kind: kindOf(entry) }));
  return history.length > MANY ? all.filter(({ kind }) => kind) : all;
}

/** Index of the last event up to a sequence; `null`: of the last event. */
export function indexOf(history: TypedHistoryEntry[], seq: number | null): number {
  if (seq === null) return history.length - 1;
  return Math.max(
    0,
    history.findLastIndex((entry) => entry.seq <= seq),
  );
}

/**
 * Returns a short description of an event for screen readers. `nameOf` returns the name of an actor.
 * @param paused_ms paused time of the attempt, if the event is its end
 */
export function momentText(entry: TypedHistoryEntry, nameOf = (actor: string) => actor, paused_ms = 0): string {
  const ending = endingText(entry, { paused_ms, cancelled_at: null, completed: false });
  // The time follows in the same sentence.
  if (ending) return joinedText(ending.text, nameOf).replace(/\.$/, '');
  if (commandOf(entry.type)) return joinedText(commandText(entry), nameOf);
  return `${entry.recorded.type.replaceAll('_', ' ')}${isTaskEntry(entry) ? ` ${entry.data.step}` : ''}`;
}

/** "14:23:31", preceded by the day if that is not today. */
export function dayTime(iso: string, now: number): string {
  const [day, ...time] = dateTime(iso, now).split(', ');
  return time.length ? `${day}, ${clockTime(iso)}` : clockTime(iso);
}
