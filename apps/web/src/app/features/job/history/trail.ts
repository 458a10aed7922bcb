import { commandNames, commands, isRefusedEntry, isTaskEntry, type TypedHistoryEntry } from '@reprise/contracts';
import { cancelWords, commandWords, refusedWords } from './command-words.ts';
import { endingWords } from './ending-words.ts';
import { isStart, startEffects } from './start-words.ts';
import { batchOf, taskWords } from './task-words.ts';
import type { TrailItem } from './trail-item.ts';

/** A run of items about one attempt. */
export type TrailSection = { attempt: number; items: TrailItem[] };
type Group = { attempt: number; events: [TypedHistoryEntry, ...TypedHistoryEntry[]] };

/** Accepted commands that ask for an attempt. */
const STARTS: ReadonlySet<string> = new Set(
  commandNames
    .map((name) => commands[name])
    .filter(({ effects }) => effects.some((type) => type === 'attempt_started'))
    .map(({ accepted }) => accepted),
);
/** Above this number of task events, failed tries and cached tasks are batched with the tasks that ran. */
const MANY = 60;

/** The history as sentences, newest first, in sections by attempt; successive task events are batched. */
export function trailOf(history: TypedHistoryEntry[]): TrailSection[] {
  const coarse = history.filter(isTaskEntry).length > MANY;
  const groups: Group[] = [];
  for (const entry of history) {
    const last = groups.at(-1);
    const attempt = entry.attempt ?? last?.attempt ?? 1;
    const command = groups.findLast((group) => group.attempt === attempt && addsTo(group.events[0], entry));
    if (command) command.events.push(entry);
    else if (last?.attempt === attempt && isSameBatch(last.events[0], entry, coarse)) last.events.push(entry);
    else groups.push({ attempt, events: [entry] });
  }
  return sections(groups);
}

/** Whether an event is an effect of a command: of one that starts an attempt, or of a cancel. */
const addsTo = (command: TypedHistoryEntry, entry: TypedHistoryEntry): boolean =>
  (STARTS.has(command.type) && isStart(entry)) ||
  (command.type === 'cancel_requested' && entry.type === 'attempt_cancelled');

const isSameBatch = (first: TypedHistoryEntry, entry: TypedHistoryEntry, coarse: boolean): boolean =>
  isTaskEntry(first) && isTaskEntry(entry) && batchOf(first, coarse) === batchOf(entry, coarse);

function sections(groups: Group[]): TrailSection[] {
  const all: TrailSection[] = [];
  for (const { attempt, events } of groups.toReversed()) {
    const last = all.at(-1);
    if (last?.attempt === attempt) last.items.push(itemOf(events));
    else all.push({ attempt, items: [itemOf(events)] });
  }
  return all;
}

function itemOf(events: Group['events']): TrailItem {
  const [first, ...more] = events;
  const base = { key: first.seq, moment: first.seq, person: null, at: first.at, quote: null, events };
  const last = events.at(-1) ?? first;
  if (isTaskEntry(first)) return { ...base, at: last.at, moment: last.seq, ...taskWords(events.filter(isTaskEntry)) };
  const ending = endingWords(first);
  if (ending) return { ...base, ...ending };
  const command = { ...base, person: first.actor, quote: first.reason };
  if (isRefusedEntry(first)) return { ...command, ...refusedWords(first) };
  if (first.type === 'cancel_requested') {
    const ended = more.find((entry) => entry.type === 'attempt_cancelled');
    return { ...command, moment: last.seq, ...cancelWords(first, ended) };
  }
  const effects = more.filter(isStart).flatMap((entry) => startEffects(entry, first));
  return { ...command, icon: 'circle-play', tone: 'running', text: commandWords(first), effects };
}
