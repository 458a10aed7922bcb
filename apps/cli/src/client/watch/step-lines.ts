import type { Schemas } from '@reprise/api-client';
import { duration } from '@reprise/contracts/durations';
import { tableLines } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { paintStatus } from '../terminal/words.ts';

type Step = Schemas['Step'];

/** Returns the table of a job's steps. */
export const stepLines = (
  steps: readonly Step[],
  { paint, width }: Pick<Terminal, 'paint' | 'width'>,
  now: number,
): string[] =>
  tableLines(
    steps,
    [
      { title: 'Step', cell: ({ step }) => step, shrinksTo: 16 },
      { title: 'State', cell: ({ state }) => state, paint: (text, { state }) => paintStatus(paint, state, text) },
      { title: 'Tasks', cell: tasksOf, dropOrder: 1 },
      { title: 'Took', cell: (step) => tookOf(step, now), align: 'right', dropOrder: 2 },
    ],
    width,
  );

/** `3/12`, with what waits in the queue of its executor, was cached, failed or was tried again. */
export function tasksOf({ tasks }: Pick<Step, 'tasks'>): string {
  const { total, waiting, completed, cached, failed, retried } = tasks;
  if (total === 0) return '';
  const extras = [
    waiting > 0 && `${String(waiting)} queued`,
    cached > 0 && `${String(cached)} cached`,
    failed > 0 && `${String(failed)} failed`,
    retried > 0 && `${String(retried)} tried again`,
  ].filter((text) => text !== false);
  return [
    `${String(completed + cached)}/${String(total)}`,
    ...(extras.length > 0 ? [`(${extras.join(', ')})`] : []),
  ].join(' ');
}

const tookOf = ({ started_at, completed_at }: Step, now: number): string =>
  started_at === null
    ? ''
    : duration((completed_at === null ? now : Date.parse(completed_at)) - Date.parse(started_at));
