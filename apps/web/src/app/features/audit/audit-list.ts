import { computed, signal } from '@angular/core';
import type { AuditEntry, JobView, Page } from '@reprise/contracts';
import type { AuditApi } from '../../core/audit-api.ts';
import { wordsOf } from '../../core/problem.ts';
import { type AuditState, toQuery } from './audit-state.ts';
import { grown, hasGrown, isOpen, type Whereabouts } from './outcome-updates.ts';

const PAGE = 100;
/** As many as the API gives at once. */
const MOST = 1000;

/** The entries that are shown, newest first, and how they change. */
export class AuditList {
  private readonly api: Pick<AuditApi, 'entries'>;
  private readonly now: () => number;
  private state: AuditState | undefined;
  private cursor: string | null = null;
  /** Counts loads, so that an answer that comes too late is dropped. */
  private load = 0;
  /** Jobs that changed since the last look, and where they are now. */
  private changed = new Map<string, Whereabouts>();

  readonly rows = signal<AuditEntry[]>([]);
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly error = signal('');
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  private readonly waiting = signal({ count: 0, more: false });
  /** How many entries wait to be shown on top: "3", "100 or more". */
  readonly newWords = computed(() => {
    const { count, more } = this.waiting();
    return count ? `${count}${more ? ' or more' : ''}` : '';
  });

  constructor(api: Pick<AuditApi, 'entries'>, now: () => number) {
    this.api = api;
    this.now = now;
  }

  /** Shows a selection; the rows so far stay until the new ones are there. What is shown already keeps its length. */
  async show(state: AuditState): Promise<void> {
    const again = JSON.stringify(state) === JSON.stringify(this.state) && this.status() === 'ready';
    this.state = state;
    if (!again) this.status.set('loading');
    await this.readFirst(again ? Math.min(MOST, Math.max(PAGE, this.rows().length)) : PAGE);
  }

  /** Reads the list from its top again. */
  async showNew(): Promise<void> {
    await this.readFirst(PAGE);
  }

  async more(): Promise<void> {
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

  /** Remembers for the next look that a job changed. */
  saw(job: Whereabouts & Pick<JobView, 'job_id'>): void {
    this.changed.set(job.job_id, job);
  }

  /**
   * Looks for what is new: it waits, or is shown where nothing was; what came of commands is taken in place.
   * @param missed the server was away: every open command is read again, and what could not be read is shown now
   */
  async catchUp(missed = false): Promise<void> {
    if (missed && this.status() === 'failed') return this.readFirst(PAGE);
    if (this.status() !== 'ready') return;
    const load = this.load;
    const changed = this.changed;
    this.changed = new Map();
    const pages = await this.readDownTo((row) => {
      const job = changed.get(row.job_id ?? '');
      return isOpen(row) && (missed || (job !== undefined && hasGrown(row, job)));
    });
    if (load !== this.load) return;
    if (!pages) {
      this.changed = new Map([...changed, ...this.changed]); // the next change tries again
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
      grown(
        rows,
        pages.flatMap(({ items }) => items),
      ),
    );
  }

  /** The newest page, and those after it until no shown row that `wanted` is left; `null` where they cannot be read. */
  private async readDownTo(wanted: (row: AuditEntry) => boolean): Promise<Page<AuditEntry>[] | null> {
    const last = this.rows().findLast(wanted)?.seq ?? Infinity;
    try {
      const pages = [await this.read(PAGE)];
      for (let page = pages[0]!; page.next_cursor && page.items.at(-1)!.seq > last; pages.push(page))
        page = await this.read(MOST, page.next_cursor);
      return pages;
    } catch {
      return null;
    }
  }

  /** Entries of the newest page that belong among those shown: a command may come into a selection by its outcome. */
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

  private fail(error: unknown): void {
    this.error.set(wordsOf(error));
  }

  private follow({ next_cursor }: Page<AuditEntry>): void {
    this.cursor = next_cursor;
    this.hasMore.set(next_cursor !== null);
  }
}
