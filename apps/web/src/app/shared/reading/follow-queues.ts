import { DestroyRef, DOCUMENT, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, throttleTime } from 'rxjs';
import { Live } from '../../core/live/live.ts';

/** Least time between two looks: many jobs may change at once. */
const CALM_MS = 500;
const WITHOUT_STREAM_MS = 2_000;
/** For data without events: runners that come and go, and shrinking waits. */
const ANYWAY_MS = 15_000;

/**
 * Calls `look` while the calling page is open and visible: when the stream of events names a queue, when the stream opens
 * again, and every 15 seconds; every two seconds while there is no stream.
 */
export function followQueues(look: () => void): void {
  const live = inject(Live);
  const document = inject(DOCUMENT);
  let last = Date.now();
  const lookNow = () => {
    last = Date.now();
    if (!document.hidden) look();
  };
  live.events
    .pipe(
      filter(({ kind }) => kind === 'queues'),
      throttleTime(CALM_MS, undefined, { leading: true, trailing: true }),
      takeUntilDestroyed(),
    )
    .subscribe(lookNow);
  let openings = live.openings();
  effect(() => {
    if (live.openings() === openings) return;
    openings = live.openings();
    untracked(lookNow);
  });
  const timer = setInterval(() => {
    if (Date.now() - last >= (live.state() === 'open' ? ANYWAY_MS : WITHOUT_STREAM_MS)) lookNow();
  }, WITHOUT_STREAM_MS);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
}
