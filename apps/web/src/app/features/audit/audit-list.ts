import { computed, signal } from '@angular/core';
import type { AuditEntry, Page } from '@reprise/contracts';
import type { AuditApi } from '../../core/audit-api.ts';
import { wordsOf } from '../../core/problem.ts';
import { type AuditState, toQuery } from './audit-state.ts';

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

  /** Looks for what is new: it waits, or is shown where nothing was; what came of the newest commands is taken in place. */
  async catchUp(): Promise<void> {
    if (this.status() !== 'ready') return;
    const load = this.load;
    const page = await this.read(PAGE).catch(() => null); // the next change tries again
    if (!page || load !== this.load) return;
    const newest = this.rows()[0]?.seq;
    if (newest === undefined) {
      this.rows.set(page.items);
      return this.follow(page);
    }
    const count = page.items.filter(({ seq }) => seq > newest).length;
    this.waiting.set({ count, more: count === page.items.length && page.next_cursor !== null });
    const read = new Map(page.items.map((entry) => [entry.seq, entry]));
    this.rows.update((rows) => merged(rows, read));
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

/** The rows as they now read: entries never change, only what came of them grows. The same array where nothing did. */
function merged(rows: AuditEntry[], read: ReadonlyMap<number, AuditEntry>): AuditEntry[] {
  const grew = ({ seq, effects }: AuditEntry) => (read.get(seq)?.effects.length ?? 0) > effects.length;
  return rows.some(grew) ? rows.map((row) => (grew(row) ? read.get(row.seq)! : row)) : rows;
}
