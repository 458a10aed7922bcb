import { computed, signal } from '@angular/core';
import type { AuditEntry, JobView, Page } from '@reprise/contracts';
import type { AuditApi } from '../../core/api/audit-api.ts';
import { messageOf } from '../../core/problem.ts';
import { type AuditState, toQuery } from './audit-state.ts';
import { withNewEffects, hasNewEffects, isOutcomeOpen, type AttemptStatus } from './outcome-updates.ts';

const PAGE = 100;
/** Largest page of the API. */
const MAX_PAGE = 1000;

/** The entries of the audit page, the newest first. Reads pages, updates outcomes in place, and counts new entries. */
export class AuditList {
  private readonly api: Pick<AuditApi, 'entries'>;
  private readonly now: () => number;
  private state: AuditState | undefined;
  private cursor: string | null = null;
  /** Number of the latest load. Responses of earlier loads are dropped. */
  private load = 0;
  /** The latest read of a selection from its top. */
  private showing: Promise<void> = Promise.resolve();
  /** Attempt and status of the jobs that changed since the last catch-up. */
  private changed = new Map<string, AttemptStatus>();

  readonly rows = signal<AuditEntry[]>([]);
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly error = signal('');
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  private readonly waiting = signal({ count: 0, more: false });
  /** Number of new entries that are not shown yet: "3", "100 or more". */
  readonly newText = computed(() => {
    const { count, more } = this.waiting();
    return count ? `${count}${more ? ' or more' : ''}` : '';
  });

  constructor(api: Pick<AuditApi, 'entries'>, now: () => number) {
    this.api = api;
    this.now = now;
  }

  /** Shows a selection on a page that is being opened. Rows of a different selection are removed. */
  async open(state: AuditState): Promise<void> {
    if (!this.isOf(state)) {
      this.rows.set([]);
      this.follow({ next_cursor: null });
      this.waiting.set({ count: 0, more: false });
      this.error.set('');
    }
    await this.show(state);
  }

  /**
   * Shows a selection. The current rows stay until the new ones have been read. The same selection keeps its length.
   */
  async show(state: AuditState): Promise<void> {
    const again = this.isOf(state) && this.status() === 'ready';
    this.state = state;
    if (!again) this.status.set('loading');
    this.showing = this.readFirst(again ? Math.min(MAX_PAGE, Math.max(PAGE, this.rows().length)) : PAGE);
    await this.showing;
  }

  /** Reads the list again from its beginning. */
  async showNew(): Promise<void> {
    await this.readFirst(PAGE);
  }

  async more(): Promise<void> {
    // The cursor belongs to the previous selection.
    if (this.status() === 'loading') return;
    if (!this.cursor || this.loadingMore()) return;
    const load = this.load;
    this.loadingMore.set(true);
    try {
      const page = await this.read(PAGE, this.cursor);
      if (load !== this.load) return;
      this.rows.update((rows) => [...rows, ...page.items]);
      this.follow(page);
      this.error.set('');
    } catch (error) {
      if (load === this.load) this.fail(error);
    } finally {
      this.loadingMore.set(false);
    }
  }

  /** Records that a job changed, for the next catch-up. */
  noteChange(job: AttemptStatus & Pick<JobView, 'job_id'>): void {
    this.changed.set(job.job_id, job);
  }

  /**
   * Polls for new entries. They are counted, or shown if the list is empty. Updates the outcomes of commands in place.
   * @param missed true after a lost connection: every open command is read again, and a failed read is retried
   */
  async catchUp(missed = false): Promise<void> {
    // An entry may have been added between that read and the opening of the stream.
    if (missed) await this.showing;
    if (missed && this.status() === 'failed') return this.readFirst(PAGE);
    if (this.status() !== 'ready') return;
    const load = this.load;
    const changed = this.changed;
    this.changed = new Map();
    const pages = await this.readDownTo((row) => {
      const job = changed.get(row.job_id ?? '');
      return isOutcomeOpen(row) && (missed || (job !== undefined && hasNewEffects(row, job)));
    });
    if (load !== this.load) return;
    if (!pages) {
      this.changed = new Map([...changed, ...this.changed]); // retried on the next change
      return;
    }
    if (missed) this.error.set('');
    const [newest] = pages as [Page<AuditEntry>];
    if (this.rows().length === 0) {
      this.rows.set(newest.items);
      return this.follow(newest);
    }
    const unseen = this.unseen(newest).length;
    this.waiting.set({ count: unseen, more: unseen === newest.items.length && newest.next_cursor !== null });
    this.rows.update((rows) =>
      withNewEffects(
        rows,
        pages.flatMap(({ items }) => items),
      ),
    );
  }

  /**
   * Reads the newest page and then older ones until all shown rows that are `wanted` have been read; `null` on failure.
   */
  private async readDownTo(wanted: (row: AuditEntry) => boolean): Promise<Page<AuditEntry>[] | null> {
    const last = this.rows().findLast(wanted)?.seq ?? Infinity;
    try {
      const pages = [await this.read(PAGE)];
      for (let page = pages[0]!; page.next_cursor && page.items.at(-1)!.seq > last; pages.push(page))
        page = await this.read(MAX_PAGE, page.next_cursor);
      return pages;
    } catch {
      return null;
    }
  }

  /** Entries of the newest page that belong among the rows. A command may enter a selection because of its outcome. */
  private unseen({ items }: Page<AuditEntry>): AuditEntry[] {
    const shown = new Set(this.rows().map(({ seq }) => seq));
    const end = this.hasMore() ? this.rows().at(-1)!.seq : 0;
    return items.filter(({ seq }) => seq > end && !shown.has(seq));
  }

  private async readFirst(limit: number): Promise<void> {
    const load = ++this.load;
    try {
      const page = await this.read(limit);
      if (load !== this.load) return;
      this.rows.set(page.items);
      this.follow(page);
      this.waiting.set({ count: 0, more: false });
      this.error.set('');
      this.status.set('ready');
    } catch (error) {
      if (load !== this.load) return;
      this.fail(error);
      this.status.set('failed');
    }
  }

  private read(limit: number, cursor?: string): Promise<Page<AuditEntry>> {
    const query = this.state ? toQuery(this.state, this.now()) : {};
    return this.api.entries({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
  }

  private isOf(state: AuditState): boolean {
    return JSON.stringify(state) === JSON.stringify(this.state);
  }

  private fail(error: unknown): void {
    this.error.set(messageOf(error));
  }

  private follow({ next_cursor }: Pick<Page<AuditEntry>, 'next_cursor'>): void {
    this.cursor = next_cursor;
    this.hasMore.set(next_cursor !== null);
  }
}
