import type { HistoryEntry } from '@reprise/contracts';
import { clockTime, dateTime } from '../../../shared/format.ts';
import { commandWords, endingWords } from '../history/story-words.ts';

/** A mark on the line of events, in percent of it. `cmd`: a person's command, `bad`: a failure. */
type MomentTick = { seq: number; left: number; kind: 'cmd' | 'bad' | '' };

/** With more events than these, only commands and failures have a mark. */
const MANY = 300;
const BAD = new Set(['attempt_failed', 'cancel_unconfirmed', 'task_failed', 'task_retried']);

const kindOf = ({ type }: HistoryEntry): MomentTick['kind'] => (BAD.has(type) ? 'bad' : isCommand(type) ? 'cmd' : '');
const isCommand = (type: string): boolean => type === 'submitted' || /_(requested|refused)$/.test(type);

/** Events at even distances, so that each can be gone to, however close together they happened. */
export function ticksOf(history: HistoryEntry[]): MomentTick[] {
  const last = Math.max(1, history.length - 1);
  const all = history.map((entry, i) => ({ seq: entry.seq, left: (i / last) * 100, kind: kindOf(entry) }));
  return history.length > MANY ? all.filter(({ kind }) => kind) : all;
}

/** The place of the last event that had happened by then; that of the last of all for now, `null`. */
export function indexOf(history: HistoryEntry[], seq: number | null): number {
  if (seq === null) return history.length - 1;
  return Math.max(
    0,
    history.findLastIndex((entry) => entry.seq <= seq),
  );
}

/** What an event says, in a few words: for who cannot see the line. */
export function momentWords(entry: HistoryEntry): string {
  const ending = endingWords(entry)?.text;
  if (ending) return ending.map(({ t }) => t).join('');
  if (isCommand(entry.type))
    return commandWords(entry)
      .map(({ t }) => t)
      .join('');
  const step = entry.data['step'];
  return `${entry.type.replaceAll('_', ' ')}${typeof step === 'string' ? ` ${step}` : ''}`;
}

/** "14:23:31", with the day before it where that is not today's. */
export function dayTime(iso: string, now: number): string {
  const [day, ...time] = dateTime(iso, now).split(', ');
  return time.length ? `${day}, ${clockTime(iso)}` : clockTime(iso);
}
