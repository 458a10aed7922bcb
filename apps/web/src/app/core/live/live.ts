import { DestroyRef, DOCUMENT, inject, InjectionToken, Service, signal } from '@angular/core';
import type { HistoryEntry, JobView, TaskView } from '@reprise/contracts';
import { Subject } from 'rxjs';

export type LiveEvent =
  | { kind: 'job'; job: JobView }
  | { kind: 'task'; task: TaskView }
  | { kind: 'history'; entry: HistoryEntry }
  /** Queues whose order, slots or settings changed. */
  | { kind: 'queues'; names: readonly string[] };

export const EVENT_SOURCE = new InjectionToken<(url: string) => EventSource>('EventSource', {
  factory: () => (url) => new EventSource(url),
});

const LONGEST_WAIT_MS = 15_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/**
 * Time after which a hidden tab closes its stream. It then opens the stream briefly from time to time to keep its title
 * current.
 */
const HIDDEN_MS = 20_000;
const PEEK_MS = 2_000;

/**
 * The tab's stream of server-sent events. It follows all jobs, or one job with its tasks and history, and reconnects
 * from the last sequence received. Over HTTP/1.1, a browser allows six connections to a server for all its tabs, so
 * hidden tabs close theirs.
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
  /** Time when the connection was lost, and time of the next retry. Epoch milliseconds. */
  readonly downSince = signal<number | null>(null);
  readonly retryAt = signal<number | null>(null);
  /** Number of times the stream was opened. Data read before the last opening may lack a change. */
  readonly openings = signal(0);
  readonly events = new Subject<LiveEvent>();

  constructor() {
    const onChange = () => this.onVisibilityChange();
    this.document.addEventListener('visibilitychange', onChange);
    if (this.document.hidden) onChange(); // opened in the background
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', onChange);
      clearTimeout(this.restTimer);
      this.close();
    });
  }

  /** Follows one job. Follows all jobs for `null` or an invalid id, for which the server would reject a stream. */
  follow(job: string | null): void {
    const jobId = job && UUID.test(job) ? job : null;
    if (this.source && jobId === this.jobId) return;
    this.jobId = jobId;
    this.lastId = ''; // the pages read their data again when the stream opens
    this.connect();
  }

  retryNow(): void {
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
      this.lastId ||= message.lastEventId; // resumes from here if it breaks before the first change
      this.openings.update((n) => n + 1);
    });
    source.onerror = () => this.lost();
    this.listen<JobView>(source, 'job', (job) => ({ kind: 'job', job }));
    this.listen<TaskView>(source, 'task', (task) => ({ kind: 'task', task }));
    this.listen<{ names: string[] }>(source, 'queues', ({ names }) => ({ kind: 'queues', names }));
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

  /** Browsers retry only after some errors, and do not report when. */
  private lost(): void {
    this.close();
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.tries++);
    this.state.set('down');
    this.downSince.update((since) => since ?? Date.now());
    this.retryAt.set(Date.now() + wait);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private onVisibilityChange(): void {
    clearTimeout(this.restTimer);
    if (this.document.hidden) this.restTimer = setTimeout(() => this.rest(), HIDDEN_MS);
    else if (!this.source) this.connect();
  }

  private rest(): void {
    this.close();
    this.restTimer = setTimeout(() => {
      this.connect();
      this.restTimer = setTimeout(() => this.rest(), PEEK_MS);
    }, HIDDEN_MS);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }
}
