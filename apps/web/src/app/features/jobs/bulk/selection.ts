import { computed, signal } from '@angular/core';
import type { JobView } from '@reprise/contracts';

type Rows = () => readonly JobView[];

/** The jobs that the user has selected in the list: one by one, as a range, or all that match the filters. */
export class Selection {
  private readonly chosen = signal<ReadonlySet<string>>(new Set());
  /** Row at which a selected range begins. */
  private anchor: string | null = null;
  /** Whether all matching jobs are selected, including those that are not loaded yet. */
  readonly isAll = signal(false);
  /** The selected jobs among the loaded rows. */
  readonly jobs = computed(() => this.rows().filter(({ job_id }) => this.has(job_id)));
  readonly count = computed(() => (this.isAll() ? this.matching() : this.chosen().size));
  readonly isEmpty = computed(() => !this.isAll() && this.chosen().size === 0);
  readonly allRows = computed(() => this.rows().length > 0 && this.rows().every(({ job_id }) => this.has(job_id)));
  /** Number of matching jobs beyond the loaded rows that are offered for selection; null if there are none. */
  readonly more = computed(() =>
    !this.isAll() && this.allRows() && this.matching() > this.rows().length ? this.matching() : null,
  );
  readonly ids = computed(() => [...this.chosen()]);

  /** @param matching number of jobs that match the filters */
  constructor(
    private readonly rows: Rows,
    private readonly matching: () => number,
  ) {}

  has(id: string): boolean {
    return this.isAll() || this.chosen().has(id);
  }

  /** Selects or deselects a row. With `range`, all rows since the last one get the same state. */
  toggle(id: string, range = false): void {
    const on = !this.has(id);
    const next = new Set(this.isAll() ? this.rows().map(({ job_id }) => job_id) : this.chosen());
    for (const each of range ? this.between(this.anchor, id) : [id]) {
      if (on) next.add(each);
      else next.delete(each);
    }
    this.anchor = id;
    this.isAll.set(false);
    this.chosen.set(next);
  }

  /** Selects all loaded rows, or none. */
  toggleRows(): void {
    const rows = this.allRows() ? [] : this.rows();
    this.isAll.set(false);
    this.chosen.set(new Set(rows.map(({ job_id }) => job_id)));
  }

  selectAll(): void {
    this.isAll.set(true);
  }

  clear(): void {
    this.isAll.set(false);
    this.chosen.set(new Set());
    this.anchor = null;
  }

  private between(from: string | null, to: string): string[] {
    const ids = this.rows().map(({ job_id }) => job_id);
    const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
    return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
  }
}
