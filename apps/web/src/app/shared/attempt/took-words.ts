import type { AttemptView, HistoryEntry } from '@reprise/contracts';
import { duration } from '../format.ts';

type Took = Pick<AttemptView, 'duration_ms' | 'paused_ms'>;

/** "9 m 26 s", or "9 m 26 s, and 4 m 00 s paused": how long an ended attempt ran; empty before its end. */
export function tookWords({ duration_ms, paused_ms }: Took): string {
  if (duration_ms === null) return '';
  const ran = duration(Math.max(0, duration_ms - paused_ms));
  return paused_ms < 1000 ? ran : `${ran}, and ${duration(paused_ms)} paused`;
}

/** Time in which the tasks of a job were frozen; milliseconds since 1970. */
export type Frozen = { readonly from: number; readonly to: number };

const ENDINGS = ['unpaused', 'attempt_succeeded', 'attempt_failed', 'attempt_cancelled'];

/** Returns when a job was frozen, by its history. A drained job's tasks go on: that is not counted. @param now end of one that lasts */
export function frozenSpans(history: readonly HistoryEntry[], now: number): Frozen[] {
  const spans: Frozen[] = [];
  let from: number | null = null;
  for (const { type, at, data } of history) {
    if (type === 'paused' && data['mode'] === 'freeze') from ??= Date.parse(at);
    if (from === null || !ENDINGS.includes(type)) continue;
    spans.push({ from, to: Date.parse(at) });
    from = null;
  }
  return from === null ? spans : [...spans, { from, to: now }];
}

/** Milliseconds between two times in which nothing was frozen. */
export const unfrozenMs = (from: number, to: number, spans: readonly Frozen[]): number =>
  spans.reduce(
    (ms, span) => ms - Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    Math.max(0, to - from),
  );
