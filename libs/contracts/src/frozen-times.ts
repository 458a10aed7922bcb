import { isEndingEvent } from './commands/descriptor.ts';

/** Period in which a job's tasks were frozen, in milliseconds since 1970. */
export type Frozen = { readonly from: number; readonly to: number };

/** The fields of a history entry that describe pauses. */
interface Entry {
  readonly type: string;
  readonly at: string;
  readonly attempt: number | null;
  readonly data: object;
}

/**
 * Returns when a job was frozen, from its history. Drained jobs do not count, because their tasks continue.
 * @param now used as the end of a pause that has not ended
 */
export function frozenTimes(history: readonly Entry[], now: number): Frozen[] {
  return pauses(history, now)
    .filter(({ mode }) => mode === 'freeze')
    .map(({ from, to }) => ({ from, to }));
}

/** Returns the milliseconds for which an ended attempt was paused, by freeze or drain, from its job's history. */
export const pausedMs = (history: readonly Entry[], attempt: number | null): number =>
  pauses(history, 0)
    .filter((pause) => pause.attempt === attempt)
    .reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);

type Pause = Frozen & { readonly mode: unknown; readonly attempt: number | null };

/** Returns the pauses in order. @param now end of a pause that has not ended */
function pauses(history: readonly Entry[], now: number): Pause[] {
  const spans: Pause[] = [];
  let open: Omit<Pause, 'to'> | null = null;
  for (const { type, at, data, attempt } of history) {
    if (type === 'paused') open ??= { from: Date.parse(at), mode: 'mode' in data ? data.mode : null, attempt };
    if (open === null || (type !== 'unpaused' && !isEndingEvent(type))) continue;
    spans.push({ ...open, to: Date.parse(at) });
    open = null;
  }
  return open === null ? spans : [...spans, { ...open, to: now }];
}

/** Milliseconds between two times, without the time frozen. */
export const unfrozenMs = (from: number, to: number, spans: readonly Frozen[]): number =>
  spans.reduce(
    (ms, span) => ms - Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    Math.max(0, to - from),
  );
