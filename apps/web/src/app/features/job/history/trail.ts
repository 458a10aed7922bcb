import { commandNames, commands, isRefusedEntry, isTaskEntry, type TypedHistoryEntry } from '@reprise/contracts';
import { pausedMs } from '../../../shared/attempt/took-words.ts';
import { accessWords } from './access-words.ts';
import { cancelWords, classifiedWords, commandWords, refusedWords, variantSignedWords } from './command-words.ts';
import { endingWords } from './ending-words.ts';
import { pauseWords } from './pause-words.ts';
import { isStart, startEffects } from './start-words.ts';
import { stepWords } from './step-words.ts';
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

/** The history as sentences, newest first, in sections by attempt; the task events of a step are one, at its beginning. */
export function trailOf(history: TypedHistoryEntry[]): TrailSection[] {
  const groups: Group[] = [];
  for (const entry of history) {
    const attempt = entry.attempt ?? groups.at(-1)?.attempt ?? 1;
    const group = groups.findLast((other) => other.attempt === attempt && belongsTo(other.events[0], entry));
    if (group) group.events.push(entry);
    else groups.push({ attempt, events: [entry] });
  }
  return sections(groups, history);
}

const belongsTo = (first: TypedHistoryEntry, entry: TypedHistoryEntry): boolean =>
  addsTo(first, entry) || (isTaskEntry(first) && isTaskEntry(entry) && first.data.process === entry.data.process);

/** Whether an event is an effect of a command: of one that starts an attempt, or of a cancel. */
const addsTo = (command: TypedHistoryEntry, entry: TypedHistoryEntry): boolean =>
  (STARTS.has(command.type) && isStart(entry)) ||
  (command.type === 'cancel_requested' && entry.type === 'attempt_cancelled');

function sections(groups: Group[], history: TypedHistoryEntry[]): TrailSection[] {
  const ended = new Set(groups.filter(({ events: [first] }) => endingWords(first)).map(({ attempt }) => attempt));
  const all: TrailSection[] = [];
  for (const { attempt, events } of groups.toReversed()) {
    const last = all.at(-1);
    const item = itemOf(events, history, ended.has(attempt));
    if (last?.attempt === attempt) last.items.push(item);
    else all.push({ attempt, items: [item] });
  }
  return all;
}

function itemOf(events: Group['events'], history: TypedHistoryEntry[], ended: boolean): TrailItem {
  const [first, ...more] = events;
  const last = events.at(-1) ?? first;
  const base = { key: first.seq, moment: first, person: null, at: first.at, quote: null, events };
  if (isTaskEntry(first)) return { ...base, moment: last, ...stepWords(events.filter(isTaskEntry), ended) };
  const ending = endingWords(first, first.type === 'attempt_succeeded' ? pausedMs(history, first.attempt) : 0);
  if (ending) return { ...base, ...ending };
  const pause = pauseWords(first);
  if (pause) return { ...base, ...pause };
  const command = { ...base, person: first.actor, quote: first.reason };
  const access = accessWords(first);
  if (access) return { ...command, ...access };
  if (isRefusedEntry(first)) return { ...command, ...refusedWords(first) };
  if (first.type === 'variant_classified') return { ...command, ...classifiedWords(first) };
  if (first.type === 'cancel_joined')
    return { ...command, icon: 'octagon-x', tone: 'cancelling', text: commandWords(first), effects: [] };
  if (first.type === 'variant_signed') return { ...command, ...variantSignedWords(first) };
  if (first.type === 'cancel_requested') {
    const ended = more.find((entry) => entry.type === 'attempt_cancelled');
    return { ...command, moment: last, ...cancelWords(first, ended) };
  }
  const effects = more.filter(isStart).flatMap((entry) => startEffects(entry, first));
  return { ...command, icon: 'circle-play', tone: 'running', text: commandWords(first), effects };
}
