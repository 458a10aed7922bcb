import { DestroyRef, inject, InjectionToken, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { warningText } from '@reprise/contracts/warning-text';
import { Api } from '../api/api.ts';
import { Live } from './live.ts';
import { keepWatchedIds, watchedIds } from './watched-ids.ts';

/**
 * Jobs are also polled, because the stream of a tab follows one job at a time and is closed while the tab is hidden.
 */
const POLL_MS = 15_000;

/** The browser's notifications; null if unavailable, for example on a page without HTTPS. */
export const NOTIFICATIONS = new InjectionToken<typeof Notification | null>('Notification', {
  factory: () => ('Notification' in globalThis && globalThis.isSecureContext ? Notification : null),
});

type Watched = Pick<
  JobView,
  'job_id' | 'sample_name' | 'status' | 'attempt' | 'failure' | 'error_message' | 'warnings' | 'stalled' | 'hanging'
>;

/** Jobs about which the browser notifies the user when they end or stall, while a tab with Reprise is open. */
@Service()
export class WatchedJobs {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly notifications = inject(NOTIFICATIONS);
  private readonly ids = signal<ReadonlySet<string>>(new Set(watchedIds()));
  /** Attempts whose stall the user was already notified about. */
  private readonly reported = new Set<string>();

  constructor() {
    inject(Live)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => event.kind === 'job' && this.observe(event.job));
    const timer = setInterval(() => void this.poll(), POLL_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  has(jobId: string): boolean {
    return this.ids().has(jobId);
  }

  /** Watches a job once the user allows notifications. Returns why this is not possible; empty if it is. */
  async watch(jobId: string): Promise<string> {
    if (!this.notifications)
      return globalThis.isSecureContext
        ? 'This browser shows no notifications of pages.'
        : 'This browser shows notifications only on pages with HTTPS.';
    const permission = await this.notifications.requestPermission();
    if (permission === 'default') return 'Notifications were not allowed. Try again, and allow them.';
    if (permission === 'denied')
      return 'Notifications are blocked. Allow them for this page in the browser, then try again.';
    this.store((ids) => ids.add(jobId));
    return '';
  }

  unwatch(jobId: string): void {
    this.store((ids) => ids.delete(jobId));
  }

  private async poll(): Promise<void> {
    for (const id of this.ids()) {
      const job = await this.api.job(id).catch(() => null); // asked again at the next poll
      if (job) this.observe(job);
    }
  }

  private observe(job: Watched): void {
    if (!this.has(job.job_id)) return;
    const hasEnded = job.status === 'completed' || job.status === 'failed';
    if (hasEnded) this.unwatch(job.job_id);
    const attempt = `${job.job_id}/${job.attempt}`;
    if (hasEnded) this.notify(job, attempt, { word: wordOf(job), body: job.error_message ?? warningText(job) ?? '' });
    else if ((job.stalled || job.hanging) && !this.reported.has(attempt)) {
      this.reported.add(attempt);
      const word = job.hanging ? 'hangs: Nextflow does not end' : 'stands still';
      this.notify(job, `${attempt}/still`, { word, body: 'Look at the job: it can be cancelled and resumed.' });
    }
  }

  /** @param tag makes the browser show only one of the notifications of several tabs */
  private notify(job: Watched, tag: string, { word, body }: { word: string; body: string }): void {
    if (this.notifications?.permission !== 'granted') return;
    const options = { body, tag, icon: `/icons/${iconOf(job)}.svg` };
    const shown = new this.notifications(`${job.sample_name} ${word}`, options);
    shown.onclick = () => {
      window.focus();
      void this.router.navigate(['/jobs', job.job_id]);
    };
  }

  private store(change: (ids: Set<string>) => void): void {
    const ids = new Set([...this.ids(), ...watchedIds()]);
    change(ids);
    this.ids.set(ids);
    keepWatchedIds(ids);
  }
}

const iconOf = (job: Watched): string => {
  if (job.failure?.cause === 'cancelled') return 'cancelled';
  return job.status === 'completed' || job.status === 'failed' ? job.status : 'running';
};
const wordOf = (job: Watched): string => (job.failure?.cause === 'cancelled' ? 'was cancelled' : job.status);
