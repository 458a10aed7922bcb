import type { TaskEvent } from '@reprise/contracts';

/** The limit of an event is 256 KiB of data. */
const MAX_BYTES = 250 * 1024;
/** Maximum number of characters in a string, which is the length of the longest path. */
const LONGEST = 4096;
const SHORT = 256;

/**
 * Truncates an observation so that it fits into an event. Long strings are cut and end with `…`. If a plan has too many
 * edges, they are omitted with a warning, because its steps are more important.
 */
export function truncateEvent(event: TaskEvent, onWarning: (leftOut: string) => void): TaskEvent {
  const cut = withData(event, cutTexts(event.data, LONGEST));
  if (bytesOf(cut) <= MAX_BYTES) return cut;
  if (cut.type !== 'plan_observed') return withData(cut, cutTexts(cut.data, SHORT));
  onWarning(`${String(cut.data.edges.length)} edges of its plan are left out: too many for an event`);
  return withData(cut, { ...cut.data, edges: [] });
}

const bytesOf = ({ data }: TaskEvent) => Buffer.byteLength(JSON.stringify(data));
const withData = (event: TaskEvent, data: TaskEvent['data']) => ({ ...event, data }) as TaskEvent;

function cutTexts<T>(value: T, longest: number): T {
  const cut = (part: unknown): unknown => {
    if (typeof part === 'string')
      return part.length > longest ? `${part.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : part;
    if (Array.isArray(part)) return part.map(cut);
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, cut(each)]));
    return part;
  };
  return cut(value) as T;
}
