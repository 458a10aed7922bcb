import { DestroyRef, DOCUMENT, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, throttleTime } from 'rxjs';
import { Live } from '../../core/live/live.ts';

/** Minimum time between two calls, because many jobs may change at once. */
const CALM_MS = 500;
const WITHOUT_STREAM_MS = 2_000;
/** Interval for data without events: runners that appear and disappear, and waits that become shorter. */
const ANYWAY_MS = 15_000;

/**
 * Calls `look` while the calling page is open and visible: when the event stream names a queue, when the stream
 * reopens, and every 15 seconds, or every two seconds while there is no stream.
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
