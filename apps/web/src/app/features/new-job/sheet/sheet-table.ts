import { Component, computed, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { EditableRow, SheetState } from './sheet-state.ts';

/** Number of rows shown initially. */
const SHOWN = 100;

/** Table of a samplesheet with editable cells. Shows each error at its cell, and the outcome of each row. */
@Component({
  selector: 'rp-sheet-table',
  imports: [Icon, Button, IconButton, RouterLink],
  templateUrl: './sheet-table.html',
  styleUrl: './sheet-table.css',
})
export class SheetTable {
  readonly state = input.required<SheetState>();
  /** Whether cells can be edited now. */
  readonly editable = input.required<boolean>();
  readonly edited = output();
  protected readonly onlyWrong = signal(false);
  protected readonly all = signal(false);
  private readonly chosen = computed(() => {
    const rows = this.state().rows();
    const wrong = this.state().wrongRows();
    const numbered = rows.map((row, index) => ({ row, number: index + 1 }));
    return this.onlyWrong() && wrong.size ? numbered.filter(({ row }) => wrong.has(row.id)) : numbered;
  });
  protected readonly shown = computed(() => (this.all() ? this.chosen() : this.chosen().slice(0, SHOWN)));
  protected readonly hidden = computed(() => this.chosen().length - this.shown().length);
  protected readonly hasResults = computed(() =>
    this.state()
      .rows()
      .some(({ result }) => result !== null),
  );

  protected set(row: EditableRow, at: number, text: string): void {
    if (row.cells[at] === text.trim()) return;
    this.state().setCell(row.id, at, text);
    this.edited.emit();
  }

  protected remove(row: EditableRow): void {
    this.state().removeRow(row.id);
    this.edited.emit();
  }

  protected add(): void {
    this.state().addRow();
    this.all.set(true);
    this.edited.emit();
  }

  /** Width of a cell in characters. The end of a long path is more important than its beginning. */
  protected size(text = ''): number {
    return Math.min(Math.max(text.length, 10), 48);
  }

  protected isOpen(row: EditableRow): boolean {
    return !row.result?.job_id;
  }
}
