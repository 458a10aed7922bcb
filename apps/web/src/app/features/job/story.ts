import type { HistoryEntry } from '@reprise/contracts';
import type { IconName } from '../../shared/icons.ts';
import { commandWords, endingWords, refusedWords, startWords } from './story-words.ts';
import { batchOf, runWords } from './task-words.ts';

export type Effect = { icon: IconName; tone: string; text: string };
export type StoryItem = {
  key: number;
  /** Who did it; `null` for what the system saw, which has an icon instead. */
  person: string | null;
  icon: IconName;
  tone: string;
  text: { t: string; b: boolean }[];
  at: string;
  quote: string | null;
  effects: Effect[];
  events: HistoryEntry[];
};
type Chapter = { attempt: number; items: StoryItem[] };

const isTask = ({ type }: HistoryEntry): boolean => type.startsWith('task_');
const isRefused = ({ type }: HistoryEntry): boolean => type.endsWith('_refused');
/** Commands that begin an attempt, and what only adds to them. */
const BEGINS = new Set(['submitted', 'rerun_requested', 'resume_requested', 'restart_requested']);
const ADDS = new Set(['attempt_claimed', 'attempt_started', 'session_observed', 'plan_observed']);
/** With more task events than these, runs of them are told together even where some tries failed. */
const MANY = 60;

/** The history as people tell it: newest first, by attempt, with runs of task events told as one. */
export function storyOf(history: HistoryEntry[]): Chapter[] {
  const coarse = history.filter(isTask).length > MANY;
  const groups: { attempt: number; events: HistoryEntry[] }[] = [];
  for (const entry of history) {
    const last = groups.at(-1);
    const attempt = entry.attempt ?? last?.attempt ?? 1;
    const begin = ADDS.has(entry.type)
      ? groups.find((group) => group.attempt === attempt && begins(group.events))
      : undefined;
    if (begin) begin.events.push(entry);
    else if (last && last.attempt === attempt && together(last.events, entry, coarse)) last.events.push(entry);
    else groups.push({ attempt, events: [entry] });
  }
  return chapters(groups);
}

const begins = ([first]: HistoryEntry[]): boolean => !!first && BEGINS.has(first.type);

function together([first]: HistoryEntry[], entry: HistoryEntry, coarse: boolean): boolean {
  if (!first || !isTask(first) || !isTask(entry)) return false;
  return batchOf(first, coarse) === batchOf(entry, coarse);
}

function chapters(groups: { attempt: number; events: HistoryEntry[] }[]): Chapter[] {
  const told: Chapter[] = [];
  for (const { attempt, events } of groups.toReversed()) {
    const last = told.at(-1);
    if (last?.attempt === attempt) last.items.push(itemOf(events));
    else told.push({ attempt, items: [itemOf(events)] });
  }
  return told;
}

function itemOf(events: HistoryEntry[]): StoryItem {
  const [first, ...more] = events as [HistoryEntry, ...HistoryEntry[]];
  const base = { key: first.seq, person: null, at: first.at, quote: null, effects: [], events };
  if (isTask(first)) return { ...base, at: (events.at(-1) ?? first).at, ...runWords(events) };
  const ending = endingWords(first);
  if (ending) return { ...base, ...ending };
  const did = { ...base, person: first.actor, quote: first.reason };
  if (isRefused(first)) return { ...did, icon: 'shield-x', tone: 'refused', ...refusedWords(first) };
  const effects = more.flatMap((entry) => startWords(entry, first) ?? []);
  return { ...did, icon: 'circle-play', tone: 'running', text: commandWords(first), effects };
}
