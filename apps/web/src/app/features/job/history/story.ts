import type { HistoryEntry } from '@reprise/contracts';
import type { IconName } from '../../../shared/icons.ts';
import { cancelWords, commandWords, endingWords, refusedWords, startWords } from './story-words.ts';
import { batchOf, runWords } from './task-words.ts';

export type Effect = { icon: IconName; tone: string; text: string };
export type StoryItem = {
  key: number;
  /** The event after which the job is as this tells it. */
  moment: number;
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
const ADDS = new Set(['attempt_claimed', 'attempt_started', 'session_observed', 'plan_observed', 'inputs_observed']);
/** With more task events than these, runs of them are told together even where some tries failed. */
const MANY = 60;

/** The history as people tell it: newest first, by attempt, with runs of task events told as one. */
export function storyOf(history: HistoryEntry[]): Chapter[] {
  const coarse = history.filter(isTask).length > MANY;
  const groups: { attempt: number; events: HistoryEntry[] }[] = [];
  for (const entry of history) {
    const last = groups.at(-1);
    const attempt = entry.attempt ?? last?.attempt ?? 1;
    const command = groups.findLast((group) => group.attempt === attempt && addsTo(group.events, entry));
    if (command) command.events.push(entry);
    else if (last && last.attempt === attempt && together(last.events, entry, coarse)) last.events.push(entry);
    else groups.push({ attempt, events: [entry] });
  }
  return chapters(groups);
}

/** Whether an event is told with a command: what became of a start, or of a cancel. */
function addsTo([first]: HistoryEntry[], { type }: HistoryEntry): boolean {
  if (!first) return false;
  return (
    (ADDS.has(type) && BEGINS.has(first.type)) || (type === 'attempt_cancelled' && first.type === 'cancel_requested')
  );
}

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
  const base = { key: first.seq, moment: first.seq, person: null, at: first.at, quote: null, effects: [], events };
  const last = events.at(-1) ?? first;
  if (isTask(first)) return { ...base, at: last.at, moment: last.seq, ...runWords(events) };
  const ending = endingWords(first);
  if (ending) return { ...base, ...ending };
  const did = { ...base, person: first.actor, quote: first.reason };
  if (isRefused(first)) return { ...did, icon: 'shield-x', tone: 'refused', ...refusedWords(first) };
  if (first.type === 'cancel_requested') return { ...did, moment: last.seq, ...cancelWords(first, more.at(-1)) };
  const effects = more.flatMap((entry) => startWords(entry, first) ?? []);
  return { ...did, icon: 'circle-play', tone: 'running', text: commandWords(first), effects };
}
