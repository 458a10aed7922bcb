import type { JobView } from '@reprise/contracts';
import type { Paint, Style } from './terminal.ts';

type Job = JobView;

/** `running`, or the operation in progress: `cancelling`. A job that was cancelled is `cancelled`. */
export const statusWord = ({
  status,
  pending_action,
  failure,
}: Pick<Job, 'status' | 'pending_action' | 'failure'>): string =>
  pending_action ?? (status === 'failed' && failure?.cause === 'cancelled' ? 'cancelled' : status);

const STYLES: Readonly<Record<string, Style>> = {
  running: 'blue',
  completed: 'green',
  done: 'green',
  cached: 'green',
  succeeded: 'green',
  accepted: 'green',
  failed: 'red',
  refused: 'red',
  paused: 'yellow',
  cancelled: 'yellow',
  cancelling: 'yellow',
  pausing: 'yellow',
  unpausing: 'yellow',
  stopped: 'yellow',
  pending: 'dim',
  waiting: 'dim',
  skipped: 'dim',
};

/** Colours a status, which the word alone also conveys. */
export const paintStatus = (paint: Paint, word: string, text = word): string => {
  const style = STYLES[word.trim()];
  return style ? paint(style, text) : text;
};

/** Local time: `2026-03-01 10:03`. */
export function localTime(iso: string): string {
  const time = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** `1 job`, `2 jobs`. */
export const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
