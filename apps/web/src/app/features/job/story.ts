import type { HistoryEntry } from '@reprise/contracts';
import type { IconName } from '../../shared/icons.ts';
import { absorbed, commandWords, type Effect, endingWords, refusedWords, taskWords } from './story-words.ts';

export type StoryItem = {
  key: number;
  /** A person's initials, or an icon for what the system saw. */
  person: string | null;
  icon: IconName;
  tone: string;
  text: { t: string; b: boolean }[];
  at: string;
  quote: string | null;
  effects: Effect[];
  events: HistoryEntry[];
};
export type Chapter = { attempt: number; items: StoryItem[] };

const TASK = /^task_/;
const REFUSED = /_refused$/;
/** What only adds to the command that began the attempt. */
const ABSORBED = new Set(['attempt_claimed', 'attempt_started', 'session_observed', 'plan_observed']);

/** The history as people tell it: newest first, by attempt, with runs of task events told as one. */
export function storyOf(history: HistoryEntry[]): Chapter[] {
  const items: { attempt: number; item: StoryItem }[] = [];
  let attempt = 1;
  let batch: HistoryEntry[] = [];
  const flush = () => {
    if (batch.length) items.push({ attempt, item: taskItem(batch) });
    batch = [];
  };
  for (const entry of history) {
    const own = entry.attempt ?? attempt;
    if (TASK.test(entry.type)) {
      if (own !== attempt || (batch[0] && batchKind(batch[0]) !== batchKind(entry))) flush();
      attempt = own;
      batch.push(entry);
      continue;
    }
    if (ABSORBED.has(entry.type)) {
      const begin = items.findLast((other) => other.attempt === own && other.item.person !== null);
      if (begin && absorb(begin.item, entry)) continue;
    }
    flush();
    attempt = own;
    items.push({ attempt, item: itemOf(entry) });
  }
  flush();
  return chapters(items);
}

/** Events that are told together: what went well, or what was tried again, or what failed. */
function batchKind({ type }: HistoryEntry): string {
  if (type === 'task_cached') return 'cached';
  if (type === 'task_retried') return 'retried';
  if (type === 'task_failed') return 'failed';
  return type === 'task_aborted' ? 'aborted' : 'ran';
}

function taskItem(events: HistoryEntry[]): StoryItem {
  const last = events.at(-1)!;
  return {
    key: events[0]!.seq,
    person: null,
    at: last.at,
    quote: null,
    effects: [],
    events,
    ...taskWords(batchKind(last), events),
  };
}

function itemOf(entry: HistoryEntry): StoryItem {
  const base = { key: entry.seq, at: entry.at, quote: entry.reason, effects: [], events: [entry] };
  if (REFUSED.test(entry.type))
    return { ...base, person: entry.actor, icon: 'shield-x', tone: 'refused', ...refusedWords(entry) };
  const ending = endingWords(entry);
  if (ending) return { ...base, person: null, quote: null, ...ending };
  return { ...base, person: entry.actor, icon: 'circle-play', tone: 'running', text: commandWords(entry) };
}

function absorb(item: StoryItem, entry: HistoryEntry): boolean {
  const effect = absorbed(entry, item.at, item.events[0]?.type ?? '');
  item.events.push(entry);
  if (effect) item.effects.push(effect);
  return true;
}

function chapters(items: { attempt: number; item: StoryItem }[]): Chapter[] {
  const told: Chapter[] = [];
  for (const { attempt, item } of items.toReversed()) {
    const last = told.at(-1);
    if (last?.attempt === attempt) last.items.push(item);
    else told.push({ attempt, items: [item] });
  }
  return told;
}
