import { computed, signal } from '@angular/core';
import type { JobsSummary, JobView, Page } from '@reprise/contracts';
import type { Api } from '../../core/api.ts';
import { Meanwhile } from '../../core/meanwhile.ts';
import { wordsOf } from '../../core/problem.ts';
import { isNewRow, mergeRows, newest } from './live-merge.ts';
import { type ListState, scopeQuery, toQuery } from './list-state.ts';

const PAGE = 100;
/** As many as the API gives at once. */
const MOST = 1000;

/** The rows of the job list and how they change. */
export class JobList {
  private readonly api: Pick<Api, 'jobs' | 'summary'>;
  private readonly meanwhile = new Meanwhile<JobView>();
  private state: ListState | undefined;
  private cursor: string | null = null;
  /** Counts loads, so that an answer that comes too late is dropped. */
  private load = 0;
  private counting = 0;

  readonly rows = signal<JobView[]>([]);
  readonly summary = signal<JobsSummary | null>(null);
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly error = signal('');
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  private readonly newIds = signal<ReadonlySet<string>>(new Set());
  /** How many jobs wait to be shown on top. */
  readonly newCount = computed(() => this.newIds().size);

  constructor(api: Pick<Api, 'jobs' | 'summary'>) {
    this.api = api;
  }

  /**
   * Shows a selection; the rows so far stay until the new ones are there. The selection that is shown already is read
   * again as far down as it was, so that a person who comes back finds their place.
   */
  async show(state: ListState): Promise<void> {
    const again = JSON.stringify(state) === JSON.stringify(this.state) && this.status() === 'ready';
    this.state = state;
    if (!again) this.status.set('loading');
    await Promise.all([this.readFirst(again ? this.length() : PAGE), this.readSummary()]);
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

  /** Takes jobs that changed: rows in place, others counted as new. */
  apply(jobs: JobView[]): void {
    this.meanwhile.tell(jobs);
    if (!this.state || this.status() !== 'ready') return;
    const state = this.state;
    this.rows.update((rows) => mergeRows(rows, newest(jobs)));
    const found = jobs.filter((job) => isNewRow(job, this.rows(), this.hasMore(), state));
    if (found.length) this.newIds.update((ids) => new Set([...ids, ...found.map(({ job_id }) => job_id)]));
  }

  /** Reads what is shown again and lets it change the rows as live changes do. */
  async catchUp(): Promise<void> {
    if (this.status() !== 'ready') return;
    const load = this.load;
    const reading = this.read({ limit: this.length() }).catch(() => null); // the next opening tries again
    const [page] = await Promise.all([reading, this.readSummary()]);
    if (page && load === this.load) this.apply(page.items);
  }

  /** Counts again. Of two answers, that to the later question stays. */
  async readSummary(): Promise<void> {
    if (!this.state) return;
    const counting = ++this.counting;
    try {
      const summary = await this.api.summary(scopeQuery(this.state));
      if (counting === this.counting) this.summary.set(summary);
    } catch {
      // the list's own reading says what is wrong
    }
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
      this.apply(page.told); // those that began meanwhile
    } catch (error) {
      if (load !== this.load) return;
      this.error.set(wordsOf(error));
      this.status.set('failed');
    }
  }

  /** A page of the selection, its jobs as new as what was told of them while it was on its way. */
  private async read(part: Record<string, string | number>): Promise<Page<JobView> & { told: JobView[] }> {
    const query = { ...(this.state ? toQuery(this.state) : {}), limit: PAGE, ...part };
    const [page, told] = await this.meanwhile.of(this.api.jobs(query));
    return { ...page, items: mergeRows(page.items, newest(told)), told };
  }

  private follow(cursor: string | null): void {
    this.cursor = cursor;
    this.hasMore.set(cursor !== null);
  }
}
