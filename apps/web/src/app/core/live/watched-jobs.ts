import { DestroyRef, inject, InjectionToken, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Api } from '../api/api.ts';
import { Live } from './live.ts';

const KEY = 'reprise.watched';
/** Jobs are asked for, too: the stream of a tab follows one job at a time, and rests while the tab is hidden. */
const POLL_MS = 15_000;

/** The browser's notifications; null where it has none, as on a page without HTTPS. */
export const NOTIFICATIONS = new InjectionToken<typeof Notification | null>('Notification', {
  factory: () => ('Notification' in globalThis && globalThis.isSecureContext ? Notification : null),
});

type End = Pick<JobView, 'job_id' | 'sample_name' | 'status' | 'attempt' | 'failure' | 'error_message'>;

/** The jobs whose end is told by a notification of the browser, while a tab with Reprise is open. */
@Service()
export class WatchedJobs {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly notifications = inject(NOTIFICATIONS);
  private readonly ids = signal<ReadonlySet<string>>(new Set(stored()));

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

  /** Watches a job, once the person allows notifications. Returns why it cannot; empty where it does. */
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

  private observe(job: End): void {
    if (!this.has(job.job_id) || (job.status !== 'completed' && job.status !== 'failed')) return;
    this.unwatch(job.job_id);
    if (this.notifications?.permission !== 'granted') return;
    // Tabs tell of the same end under the same tag, of which the browser shows one.
    const options = {
      body: job.error_message ?? '',
      tag: `${job.job_id}/${job.attempt}`,
      icon: `/icons/${iconOf(job)}.svg`,
    };
    const shown = new this.notifications(`${job.sample_name} ${wordOf(job)}`, options);
    shown.onclick = () => {
      window.focus();
      void this.router.navigate(['/jobs', job.job_id]);
    };
  }

  private store(change: (ids: Set<string>) => void): void {
    const ids = new Set([...this.ids(), ...stored()]);
    change(ids);
    this.ids.set(ids);
    try {
      localStorage.setItem(KEY, JSON.stringify([...ids]));
    } catch {
      // storage blocked: watched by this tab only
    }
  }
}

const iconOf = (job: End): string => (job.failure?.cause === 'cancelled' ? 'cancelled' : job.status);
const wordOf = (job: End): string => (job.failure?.cause === 'cancelled' ? 'was cancelled' : job.status);

function stored(): string[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[];
  } catch {
    return [];
  }
}
