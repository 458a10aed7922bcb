import { computed, effect, inject, resource, Service, signal, untracked } from '@angular/core';
import { Api } from '../../core/api/api.ts';
import { lastValue } from '../../core/last-value.ts';
import { followQueues } from './follow-queues.ts';
import { reloader } from './reloader.ts';
import type { QueuePlace } from '../status/progress.ts';

/** The queues as returned by the server, kept up to date while a component watches them. */
@Service()
export class QueueLines {
  private readonly api = inject(Api);
  private readonly watchers = signal(0);
  private readonly read = resource({
    params: () => (this.watchers() > 0 ? true : undefined),
    loader: () => this.api.queues(),
  });
  private readonly again = reloader(this.read);
  private readonly last = lastValue(this.read);
  /** Null before they are read, and while nothing watches them. */
  readonly queues = computed(() => (this.watchers() > 0 ? (this.last()?.items ?? null) : null));
  private readonly places = computed(
    () =>
      new Map(
        this.queues()?.flatMap(({ waiting, limit, paused }) => {
          const queue = { starts_none: limit === 0, is_queue_paused: paused !== null };
          return waiting.map((job) => [job.job_id, { ...job, ...queue }] as const);
        }),
      ),
  );

  /** Queue position and expected wait of a job; null if it does not wait, or if unknown. */
  placeOf(jobId: string): QueuePlace | null {
    return this.places().get(jobId) ?? null;
  }

  /** Reads the queues now and when they change, while the calling component exists and needs them. */
  watch(isNeeded: () => boolean = () => true): void {
    effect((onCleanup) => {
      if (!isNeeded()) return;
      untracked(() => this.watchers.update((count) => count + 1));
      onCleanup(() => this.watchers.update((count) => count - 1));
    });
    followQueues(() => {
      if (untracked(isNeeded)) this.again();
    });
  }
}
