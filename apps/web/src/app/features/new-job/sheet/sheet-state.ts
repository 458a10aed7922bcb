import { computed, signal } from '@angular/core';
import type { SheetCheck, SheetMode, SheetProblem, SheetResult } from '@reprise/contracts';
import { asSentence, plural } from '../../../shared/format.ts';

export type EditableRow = {
  /** Remains the same when rows before it are removed. */
  readonly id: number;
  readonly cells: readonly string[];
  /** Outcome of its last submission. */
  readonly result: SheetResult | null;
};
type Found = { readonly id: number | null; readonly column: string | null; readonly message: string };

/** Table of a samplesheet: its cells, the server's findings, and the outcome of each row. */
export class SheetState {
  readonly columns = signal<readonly string[]>([]);
  readonly rows = signal<readonly EditableRow[]>([]);
  private readonly errors = signal<readonly Found[]>([]);
  private readonly warnings = signal<readonly Found[]>([]);
  readonly mode = signal<SheetMode>('jobs');
  readonly modes = signal<readonly SheetMode[]>(['jobs']);
  /** Parameter that takes the whole sheet. */
  readonly param = signal<string | null>(null);
  private nextId = 0;

  /** Rows that have not become a job yet. */
  readonly open = computed(() => this.rows().filter(({ result }) => !result?.job_id));
  readonly accepted = computed(() => this.rows().length - this.open().length);
  /** Rows that were sent but not accepted. */
  readonly failed = computed(() => this.open().filter(({ result }) => result !== null).length);
  /** Errors and warnings about the whole sheet, or about a column. */
  readonly ofSheet = computed(() => this.errors().filter((found) => this.isOfSheet(found)));
  readonly warningsOfSheet = computed(() => this.warnings().filter((found) => this.isOfSheet(found)));
  /** Errors of parameters that all rows share. */
  readonly ofShared = computed(() => this.errors().filter((found) => this.isShared(found)));
  readonly warningsOfShared = computed(() => this.warnings().filter((found) => this.isShared(found)));
  readonly wrongRows = computed(() => new Set(this.errors().flatMap(({ id }) => id ?? [])));
  readonly errorCount = computed(() => this.errors().length);
  /** "3 errors in 2 rows, 1 elsewhere"; empty if there are none. */
  readonly errorText = computed(() => {
    const all = this.errorCount();
    const rows = this.wrongRows().size;
    const elsewhere = this.errors().filter(({ id }) => id === null).length;
    if (!rows) return all ? plural(all, 'error') : '';
    return `${plural(all - elsewhere, 'error')} in ${plural(rows, 'row')}${elsewhere ? `, ${String(elsewhere)} elsewhere` : ''}`;
  });
  /** "2 warnings"; empty if there are none. */
  readonly warningText = computed(() => (this.warnings().length ? plural(this.warnings().length, 'warning') : ''));
  private readonly byCell = computed(() => ({ error: indexed(this.errors()), warning: indexed(this.warnings()) }));

  errorAt(id: number, column: string | null): string | null {
    return this.byCell().error.get(keyOf(id, column)) ?? null;
  }

  warningAt(id: number, column: string | null): string | null {
    return this.byCell().warning.get(keyOf(id, column)) ?? null;
  }

  /** Loads a sheet that was read. */
  load({ columns, rows, mode, modes, sheet_param, ...found }: SheetCheck): void {
    this.mode.set(mode);
    this.modes.set(modes);
    this.param.set(sheet_param);
    this.columns.set(columns);
    this.rows.set(rows.map((cells) => ({ id: this.nextId++, cells, result: null })));
    this.found(
      found,
      this.rows().map(({ id }) => id),
    );
  }

  /** Stores the findings of the rows with these ids, in sending order. */
  found({ errors, warnings }: Pick<SheetCheck, 'errors' | 'warnings'>, ids: readonly number[]): void {
    const located = ({ row, column, message }: SheetProblem): Found => {
      const id = row === null ? null : (ids[row - 1] ?? null);
      const isElsewhere = id !== null && column !== null && !this.columns().includes(column);
      return isElsewhere ? { id, column: null, message: `column “${column}” ${message}` } : { id, column, message };
    };
    this.errors.set(errors.map(located));
    this.warnings.set(warnings.map(located));
  }

  /** Changes a cell. Cells of the row without a column are left out from then on. */
  setCell(id: number, at: number, text: string): void {
    const changed = (cells: readonly string[]) => cells.slice(0, this.columns().length).with(at, text.trim());
    this.rows.update((rows) =>
      rows.map((row) => (row.id === id ? { ...row, cells: changed(row.cells), result: null } : row)),
    );
  }

  addRow(): void {
    const cells = this.columns().map(() => '');
    this.rows.update((rows) => [...rows, { id: this.nextId++, cells, result: null }]);
  }

  removeRow(id: number): void {
    this.rows.update((rows) => rows.filter((row) => row.id !== id));
    const left = (all: readonly Found[]) => all.filter((found) => found.id !== id);
    this.errors.update(left);
    this.warnings.update(left);
  }

  /** Saves the outcome of the rows with these ids, in sending order. */
  submitted(results: readonly SheetResult[], ids: readonly number[]): void {
    const byId = new Map(results.map((result) => [ids[(result.row ?? 0) - 1], result]));
    this.rows.update((rows) => rows.map((row) => ({ ...row, result: byId.get(row.id) ?? row.result })));
  }

  clear(): void {
    this.columns.set([]);
    this.rows.set([]);
    this.found({ errors: [], warnings: [] }, []);
  }

  private isOfSheet({ id, column }: Found): boolean {
    return id === null && (column === null || this.columns().includes(column));
  }

  private isShared({ id, column }: Found): boolean {
    return id === null && column !== null && !this.columns().includes(column);
  }
}

/**
 * Returns the reasons why a sheet could not be read, as sentences. A sentence about a column begins with the name of
 * the column.
 */
export const unreadableText = (errors: readonly Pick<SheetProblem, 'column' | 'message'>[]): string =>
  errors
    .map(({ column, message }) => `${column ? `Column “${column}” ` : ''}${message}`.replace(/[^.]$/, '$&.'))
    .join(' ');

const keyOf = (id: number, column: string | null) => JSON.stringify([id, column]);

function indexed(all: readonly Found[]): ReadonlyMap<string, string> {
  const messages = new Map<string, string>();
  for (const { id, column, message } of all) {
    if (id === null) continue;
    const key = keyOf(id, column);
    const before = messages.get(key);
    messages.set(key, before ? `${before}; ${message}` : asSentence(message));
  }
  return messages;
}
