import { computed, type Signal, signal } from '@angular/core';
import type { JobsSummary, JobView, Page } from '@reprise/contracts';
import type { Api } from '../../core/api/api.ts';
import { UpdatesDuringRead } from '../../core/live/updates-during-read.ts';
import { messageOf } from '../../core/problem.ts';
import { JobCounts } from './job-counts.ts';
import { compareJobs, isNewRow, matches, mergeRows, newest, unmatched, type NameOf } from './live-merge.ts';
import { type ListState, toQuery } from './list-state.ts';

const PAGE = 100;
/** Largest page of the API. */
const MAX_PAGE = 1000;
/** Maximum number of rows that are read at once further down. */
const MOST_MORE = 500;

/** The rows of the job list: reads pages, applies live changes in place, and counts new jobs. */
export class JobList {
  private readonly api: Pick<Api, 'jobs' | 'summary'>;
  private readonly nameOf: NameOf;
  private readonly counts: JobCounts;
  private readonly updates = new UpdatesDuringRead<JobView>();
  private state: ListState | undefined;
  /** Selection of the shown rows. `state` may already be the next one. */
  private shown: ListState | undefined;
  private showing: Promise<void> = Promise.resolve();
  private cursor: string | null = null;
  /** Number of the latest load. Responses of earlier loads are dropped. */
  private load = 0;

  readonly rows = signal<JobView[]>([]);
  readonly summary: Signal<JobsSummary | null>;
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly error = signal('');
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  private readonly newIds = signal<ReadonlySet<string>>(new Set());
  /** Number of new jobs that are not shown yet. */
  readonly newCount = computed(() => this.newIds().size);
  private readonly unmatchedIds = signal<ReadonlySet<string>>(new Set());
  /** Number of rows that do not match the filters any more. They stay in their place until the list is read again. */
  readonly unmatchedCount = computed(() => this.unmatchedIds().size);

  constructor(api: Pick<Api, 'jobs' | 'summary'>, nameOf: NameOf) {
    this.api = api;
    this.nameOf = nameOf;
    this.counts = new JobCounts(api);
    this.summary = this.counts.summary;
  }

  /**
   * Shows a selection. The current rows stay until the new ones have been read. If the selection is the same, as many
   * rows as previously are read, so that users who return find their place.
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

  /** Reads the list again from its beginning. */
  async showNew(): Promise<void> {
    await Promise.all([this.readFirst(PAGE), this.readSummary()]);
  }

  /**
   * Reads more rows: as many as are already loaded, so that reaching the end of a long list does not take a hundred
   * reads.
   */
  async more(): Promise<void> {
    // The cursor belongs to the previous selection.
    if (this.status() === 'loading') return;
    if (!this.cursor || this.loadingMore()) return;
    const load = this.load;
    this.loadingMore.set(true);
    try {
      const page = await this.read({ cursor: this.cursor, limit: Math.min(MOST_MORE, this.length()) });
      if (load !== this.load) return;
      const known = new Set(this.rows().map(({ job_id }) => job_id));
      this.rows.update((rows) => [...rows, ...page.items.filter(({ job_id }) => !known.has(job_id))]);
      this.follow(page.next_cursor);
    } catch (error) {
      if (load === this.load) this.error.set(messageOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }

  /** Updates the rows of changed jobs, and counts new jobs. New jobs are shown immediately while the list is empty. */
  apply(jobs: JobView[]): void {
    this.updates.add(jobs);
    if (!this.state || this.status() !== 'ready') return;
    const state = this.state;
    const before = this.rows();
    const after = mergeRows(before, newest(jobs));
    this.rows.set(after);
    const isMatch = (job: JobView) => matches(job, state, this.nameOf);
    this.unmatchedIds.update((earlier) => unmatched({ before, after }, earlier, isMatch));
    const isNew = (job: JobView) => isNewRow(job, this.rows(), this.hasMore(), state, this.nameOf);
    const waiting = new Set(this.newIds());
    for (const job of newest(jobs).values()) {
      if (isNew(job)) waiting.add(job.job_id);
      else waiting.delete(job.job_id);
    }
    if (this.rows().length || !waiting.size) return this.newIds.set(waiting);
    this.rows.set([...newest(jobs).values()].filter(isNew).toSorted((a, b) => compareJobs(a, b, state)));
    void this.readSummary();
  }

  /** Reads the shown rows again after a lost connection and applies the differences. Retries a failed read. */
  async catchUp(): Promise<void> {
    await this.showing;
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

  /** Number of rows to read again, at least a page. */
  private length(): number {
    return Math.min(MAX_PAGE, Math.max(PAGE, this.rows().length));
  }

  private async readFirst(limit: number): Promise<void> {
    const load = ++this.load;
    try {
      const page = await this.read({ limit });
      if (load !== this.load) return;
      this.rows.set(page.items);
      this.follow(page.next_cursor);
      this.newIds.set(new Set());
      this.unmatchedIds.set(new Set());
      this.error.set('');
      this.status.set('ready');
      this.shown = this.state;
      this.apply(page.updates); // jobs submitted during the read
    } catch (error) {
      if (load !== this.load) return;
      this.error.set(messageOf(error));
      this.status.set('failed');
      if (this.shown !== this.state) this.clear();
    }
  }

  /** Reads a page of the selection and applies the updates that arrived during the read. */
  private async read(part: Record<string, string | number>): Promise<Page<JobView> & { updates: JobView[] }> {
    const query = { ...(this.state ? toQuery(this.state) : {}), limit: PAGE, ...part };
    const [page, updates] = await this.updates.collect(this.api.jobs(query));
    return { ...page, items: mergeRows(page.items, newest(updates)), updates };
  }

  /** Removes the rows of another selection. */
  private clear(): void {
    this.rows.set([]);
    this.follow(null);
    this.newIds.set(new Set());
    this.unmatchedIds.set(new Set());
  }

  private follow(cursor: string | null): void {
    this.cursor = cursor;
    this.hasMore.set(cursor !== null);
  }
}
