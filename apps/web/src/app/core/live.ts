import { DestroyRef, DOCUMENT, inject, InjectionToken, Service, signal } from '@angular/core';
import type { HistoryEntry, JobView, TaskView } from '@reprise/contracts';
import { Subject } from 'rxjs';

export type LiveEvent =
  { kind: 'job'; job: JobView } | { kind: 'task'; task: TaskView } | { kind: 'history'; entry: HistoryEntry };

export const EVENT_SOURCE = new InjectionToken<(url: string) => EventSource>('EventSource', {
  factory: () => (url) => new EventSource(url),
});

const LONGEST_WAIT_MS = 15_000;
/** A tab that is not seen lets its stream go after a while, and then only looks from time to time, for its title. */
const UNSEEN_MS = 20_000;
const LOOK_MS = 2_000;

/**
 * The one stream of changes a tab holds. It follows all jobs, or one job with its tasks and history, and reconnects
 * from the last sequence seen. Over HTTP/1.1 a browser allows six connections to a server for all its tabs: those
 * that are not seen rest, or the seventh would get nothing.
 */
@Service()
export class Live {
  private readonly open = inject(EVENT_SOURCE);
  private readonly document = inject(DOCUMENT);
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restTimer: ReturnType<typeof setTimeout> | undefined;
  private lastId = '';
  private tries = 0;
  private jobId: string | null = null;

  readonly state = signal<'connecting' | 'open' | 'down'>('connecting');
  /** When the stream was lost, and when it will be tried again; milliseconds. */
  readonly downSince = signal<number | null>(null);
  readonly retryAt = signal<number | null>(null);
  /** Counts the times the server began to send: what was read before may have missed a change. */
  readonly openings = signal(0);
  readonly events = new Subject<LiveEvent>();

  constructor() {
    const seen = () => this.seen();
    this.document.addEventListener('visibilitychange', seen);
    if (this.document.hidden) this.seen(); // opened in the background
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', seen);
      clearTimeout(this.restTimer);
      this.close();
    });
  }

  /** Follows one job, or all with `null`. Opening again what is open does nothing. */
  follow(jobId: string | null): void {
    if (this.source && jobId === this.jobId) return;
    this.jobId = jobId;
    this.lastId = ''; // sequences of another scope: the pages read afresh when it opens
    this.connect();
  }

  tryNow(): void {
    this.connect();
  }

  private connect(): void {
    this.close();
    const query = new URLSearchParams();
    if (this.jobId) query.set('job_id', this.jobId);
    if (this.lastId) query.set('last_event_id', this.lastId);
    const source = this.open(`/api/jobs/stream${query.size ? `?${query}` : ''}`);
    this.source = source;
    source.onopen = () => this.opened();
    source.addEventListener('ready', (message: MessageEvent) => {
      this.lastId ||= message.lastEventId; // where the server begins: a break before the first change goes on from there
      this.openings.update((n) => n + 1);
    });
    source.onerror = () => this.lost();
    this.listen<JobView>(source, 'job', (job) => ({ kind: 'job', job }));
    this.listen<TaskView>(source, 'task', (task) => ({ kind: 'task', task }));
    this.listen<HistoryEntry>(source, 'history', (entry) => ({ kind: 'history', entry }));
  }

  private listen<T>(source: EventSource, name: string, asEvent: (data: T) => LiveEvent): void {
    source.addEventListener(name, (message: MessageEvent<string>) => {
      if (message.lastEventId) this.lastId = message.lastEventId;
      this.events.next(asEvent(JSON.parse(message.data) as T));
    });
  }

  private opened(): void {
    this.tries = 0;
    this.state.set('open');
    this.downSince.set(null);
    this.retryAt.set(null);
  }

  /** The browser would retry by itself only after some errors and tells nobody when: so we do it, and can say when. */
  private lost(): void {
    this.close();
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.tries++);
    this.state.set('down');
    this.downSince.update((since) => since ?? Date.now());
    this.retryAt.set(Date.now() + wait);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private seen(): void {
    clearTimeout(this.restTimer);
    if (this.document.hidden) this.restTimer = setTimeout(() => this.rest(), UNSEEN_MS);
    else if (!this.source) this.connect();
  }

  private rest(): void {
    this.close();
    this.restTimer = setTimeout(() => {
      this.connect();
      this.restTimer = setTimeout(() => this.rest(), LOOK_MS);
    }, UNSEEN_MS);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }
}
