import { commandNames, commands, isEndingEvent, isTaskEntry, type TypedHistoryEntry } from '@reprise/contracts';
import { duration } from '@reprise/contracts/durations';
import { pausedMs } from '@reprise/contracts/frozen-times';
import { submittedRevision } from '../../../shared/attempt/launch/submitted-revision.ts';
import { runnerName } from '../../../shared/format.ts';
import { accessText } from './access-text.ts';
import { commandText, ownText } from './command-text.ts';
import { endingText } from './ending-text.ts';
import { pauseText } from './pause-text.ts';
import { isStart, startEffects } from './start-text.ts';
import { stepText } from './step-text.ts';
import type { TrailItem } from './trail-item.ts';

/** Consecutive items about one attempt. */
export type TrailSection = { attempt: number; items: TrailItem[] };
type Group = { attempt: number; events: [TypedHistoryEntry, ...TypedHistoryEntry[]] };

/** Accepted commands that request an attempt. */
const STARTS: ReadonlySet<string> = new Set(
  commandNames
    .map((name) => commands[name])
    .filter(({ effects }) => effects.some((type) => type === 'attempt_started'))
    .map(({ accepted }) => accepted),
);

/**
 * Returns the history as sentences in reverse log order, in one section per attempt. A step's task events become one
 * sentence, at the position of the last event. The effects of a command are shown with the command. `nameOf` returns
 * the name of a runner.
 */
export function trailOf(history: TypedHistoryEntry[], nameOf = runnerName): TrailSection[] {
  const groups: Group[] = [];
  for (const entry of history) {
    const attempt = entry.attempt ?? groups.at(-1)?.attempt ?? 1;
    const group = groups.findLast((other) => other.attempt === attempt && belongsTo(other.events[0], entry));
    if (group) group.events.push(entry);
    else groups.push({ attempt, events: [entry] });
  }
  const ended = new Set(history.filter(({ type }) => isEndingEvent(type)).map(({ attempt }) => attempt));
  const items = groups
    .map(({ attempt, events }) => ({ attempt, ...itemOf(events, history, ended.has(attempt), nameOf) }))
    .toSorted((a, b) => b.moment.seq - a.moment.seq);
  return sections(items.map((item, i) => withClockNote(item, items[i + 1])));
}

const belongsTo = (first: TypedHistoryEntry, entry: TypedHistoryEntry): boolean =>
  (STARTS.has(first.type) && isStart(entry)) ||
  (isTaskEntry(first) && isTaskEntry(entry) && first.data.process === entry.data.process);

type PlacedItem = TrailItem & { readonly attempt: number };

function sections(items: readonly PlacedItem[]): TrailSection[] {
  const all: TrailSection[] = [];
  for (const { attempt, ...item } of items) {
    const last = all.at(-1);
    if (last?.attempt === attempt) last.items.push(item);
    else all.push({ attempt, items: [item] });
  }
  return all;
}

/** Adds a note to an entry whose recorded time contradicts the log, because clocks of two machines may differ. */
function withClockNote<T extends TrailItem>(item: T, below: T | undefined): T {
  const seconds = below ? secondOf(below.moment.at) - secondOf(item.moment.at) : 0;
  if (seconds <= 0) return item;
  const text = `Recorded after the entry below, although its clock said ${duration(seconds * 1000)} earlier`;
  return { ...item, effects: [...item.effects, { icon: 'clock', tone: 'late', text }] };
}

/** Times are shown in whole seconds. */
const secondOf = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

function itemOf(
  events: Group['events'],
  history: TypedHistoryEntry[],
  ended: boolean,
  nameOf: typeof runnerName,
): TrailItem {
  const [first, ...more] = events;
  const base = { key: first.seq, moment: first, person: null, quote: null, events };
  if (isTaskEntry(first))
    return { ...base, moment: events.at(-1) ?? first, ...stepText(events.filter(isTaskEntry), ended) };
  const ending = endingText(first, endingContext(first, history));
  if (ending) return { ...base, ...ending };
  const pause = pauseText(first);
  if (pause) return { ...base, ...pause };
  const command = { ...base, person: first.actor, quote: first.reason };
  const words = accessText(first) ?? ownText(first, history);
  if (words) return { ...command, ...words };
  const submitted = submittedRevision(history, first.attempt ?? 1);
  const effects = more.filter(isStart).flatMap((entry) => startEffects(entry, first, submitted, nameOf));
  return { ...command, icon: 'circle-play', tone: 'running', text: commandText(first), effects };
}

/** Facts from the history that the text about an end includes, in addition to those of the event. */
function endingContext({ type, attempt, seq }: TypedHistoryEntry, history: readonly TypedHistoryEntry[]) {
  const asked = (entry: TypedHistoryEntry) =>
    entry.type === 'cancel_requested' && entry.attempt === attempt && entry.seq < seq;
  return {
    paused_ms: type === 'attempt_succeeded' ? pausedMs(history, attempt) : 0,
    completed:
      type === 'cleaned' && history.some((entry) => entry.type === 'attempt_succeeded' && entry.attempt === attempt),
    cancelled_at: (type === 'attempt_cancelled' && history.findLast(asked)?.at) || null,
  };
}
