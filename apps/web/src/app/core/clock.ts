import type { HttpInterceptorFn } from '@angular/common/http';
import { HttpResponse } from '@angular/common/http';
import { DestroyRef, inject, Service, signal } from '@angular/core';
import { tap } from 'rxjs';

/**
 * The server's time, updated once a second while the page is visible. Used for elapsed times, because the browser's
 * clock may be wrong.
 */
@Service()
export class Clock {
  private skewMs = 0;
  readonly now = signal(Date.now());

  constructor() {
    const timer = setInterval(() => document.hidden || this.tick(), 1000);
    const seen = () => document.hidden || this.tick();
    document.addEventListener('visibilitychange', seen);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    });
  }

  /** Reads the skew from a `Date` header. The header contains whole seconds, so smaller differences are ignored. */
  sync(date: string | null): void {
    const skew = date ? Date.parse(date) - Date.now() : NaN;
    this.skewMs = Math.abs(skew) > 2000 ? skew : Number.isNaN(skew) ? this.skewMs : 0;
  }

  private tick(): void {
    this.now.set(Date.now() + this.skewMs);
  }
}

/** Sets the clock from the `Date` header of each response. */
export const syncClock: HttpInterceptorFn = (request, next) => {
  const clock = inject(Clock);
  return next(request).pipe(
    tap((event) => {
      if (event instanceof HttpResponse) clock.sync(event.headers.get('date'));
    }),
  );
};
