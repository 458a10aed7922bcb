import { computed, type Signal, signal } from '@angular/core';
import type { JobsSummary, JobView, Page } from '@reprise/contracts';
import type { Api } from '../../core/api.ts';
import { Meanwhile } from '../../core/updates-during-read.ts';
import { wordsOf } from '../../core/problem.ts';
import { JobCounts } from './job-counts.ts';
import { compareJobs, isNewRow, mergeRows, newest } from './live-merge.ts';
import { type ListState, toQuery } from './list-state.ts';

const PAGE = 100;
/** As many as the API gives at once. */
const MOST = 1000;

/** The rows of the job list and how they change. */
export class JobList {
  private readonly api: Pick<Api, 'jobs' | 'summary'>;
  private readonly counts: JobCounts;
  private readonly meanwhile = new Meanwhile<JobView>();
  private state: ListState | undefined;
  /** The selection of the rows; another one may be asked for already. */
  private shown: ListState | undefined;
  private showing: Promise<void> = Promise.resolve();
  private cursor: string | null = null;
  /** Counts loads, so that an answer that comes too late is dropped. */
  private load = 0;

  readonly rows = signal<JobView[]>([]);
  readonly summary: Signal<JobsSummary | null>;
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly error = signal('');
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  private readonly newIds = signal<ReadonlySet<string>>(new Set());
  /** How many jobs wait to be shown on top. */
  readonly newCount = computed(() => this.newIds().size);

  constructor(api: Pick<Api, 'jobs' | 'summary'>) {
    this.api = api;
    this.counts = new JobCounts(api);
    this.summary = this.counts.summary;
  }

  /**
   * Shows a selection; the rows so far stay until the new ones are there, or cannot be read. The selection that is
   * shown already is read again as far down as it was, so that a person who comes back finds their place.
   */
  async show(state: ListState): Promise<void> {
    const again = JSON.stringify(state) === JSON.stringify(this.state) && this.status() === 'ready';
    if (!again) {
      this.state = state;
      this.status.set('loading');
    }
    this.showing = this.readFirst(again ? this.length() : PAGE);
    await Promise.all([this.showing, this.readSummary()]);
  }

  /** Reads the list from its top again. */
  async showNew(): Promise<void> {
    await Promise.all([this.readFirst(PAGE), this.readSummary()]);
  }

  async more(): Promise<void> {
    if (!this.cursor || this.loadingMore()) return;
    const load = this.load;
    this.loadingMore.set(true);
    try {
      const page = await this.read({ cursor: this.cursor });
      if (load !== this.load) return;
      const known = new Set(this.rows().map(({ job_id }) => job_id));
      this.rows.update((rows) => [...rows, ...page.items.filter(({ job_id }) => !known.has(job_id))]);
      this.follow(page.next_cursor);
    } catch (error) {
      if (load === this.load) this.error.set(wordsOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }

  /** Takes jobs that changed: rows in place, others counted as new, or shown where there are no rows. */
  apply(jobs: JobView[]): void {
    this.meanwhile.tell(jobs);
    if (!this.state || this.status() !== 'ready') return;
    const state = this.state;
    this.rows.update((rows) => mergeRows(rows, newest(jobs)));
    const isNew = (job: JobView) => isNewRow(job, this.rows(), this.hasMore(), state);
    const waiting = new Set(this.newIds());
    for (const job of newest(jobs).values()) {
      if (isNew(job)) waiting.add(job.job_id);
      else waiting.delete(job.job_id);
    }
    if (this.rows().length || !waiting.size) return this.newIds.set(waiting);
    this.rows.set([...newest(jobs).values()].filter(isNew).toSorted((a, b) => compareJobs(a, b, state)));
    void this.readSummary();
  }

  /** Reads what is shown again and lets it change the rows as live changes do; what could not be read is shown now. */
  async catchUp(): Promise<void> {
    await this.showing; // its answer may be older than this call
    if (this.status() === 'failed' && this.state) return this.show(this.state);
    if (this.status() !== 'ready') return;
    const load = this.load;
    const reading = this.read({ limit: this.length() }).catch(() => null); // the next opening tries again
    const [page] = await Promise.all([reading, this.readSummary()]);
    if (!page || load !== this.load) return;
    this.error.set('');
    this.apply(page.items);
  }

  async readSummary(): Promise<void> {
    if (this.state) await this.counts.read(this.state);
  }

  /** How many rows are shown, in whole pages. */
  private length(): number {
    return Math.min(MOST, Math.max(PAGE, this.rows().length));
  }

  private async readFirst(limit: number): Promise<void> {
    const load = ++this.load;
    try {
      const page = await this.read({ limit });
      if (load !== this.load) return;
      this.rows.set(page.items);
      this.follow(page.next_cursor);
      this.newIds.set(new Set());
      this.error.set('');
      this.status.set('ready');
      this.shown = this.state;
      this.apply(page.told); // those that began meanwhile
    } catch (error) {
      if (load !== this.load) return;
      this.error.set(wordsOf(error));
      this.status.set('failed');
      if (this.shown !== this.state) this.clear();
    }
  }

  /** A page of the selection, its jobs as new as what was told of them while it was on its way. */
  private async read(part: Record<string, string | number>): Promise<Page<JobView> & { told: JobView[] }> {
    const query = { ...(this.state ? toQuery(this.state) : {}), limit: PAGE, ...part };
    const [page, told] = await this.meanwhile.of(this.api.jobs(query));
    return { ...page, items: mergeRows(page.items, newest(told)), told };
  }

  /** Rows of another selection are not left under this one's name. */
  private clear(): void {
    this.rows.set([]);
    this.follow(null);
    this.newIds.set(new Set());
  }

  private follow(cursor: string | null): void {
    this.cursor = cursor;
    this.hasMore.set(cursor !== null);
  }
}
