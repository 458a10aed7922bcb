import { Component, computed, input, output } from '@angular/core';
import type { VariantView } from '@reprise/contracts';
import { Actor } from '../../../shared/people/actor.ts';
import { Icon } from '../../../shared/icon.ts';
import { classOf, consequenceWords, placeWords } from '../variant-words.ts';
import { VARIANT_COLUMNS, type VariantColumn, type VariantColumnKey, type VariantSort } from './columns.ts';

/** The variants that were read so far, in the columns that are shown. */
@Component({
  selector: 'rp-variant-table',
  imports: [Actor, Icon],
  templateUrl: './variant-table.html',
  styleUrl: './variant-table.css',
})
export class VariantTable {
  readonly rows = input.required<readonly VariantView[]>();
  readonly shown = input.required<readonly VariantColumnKey[]>();
  readonly sort = input.required<VariantSort>();
  readonly order = input.required<'asc' | 'desc'>();
  /** Id of the chosen variant. */
  readonly current = input.required<string>();
  readonly loading = input.required<boolean>();
  readonly sorted = output<{ sort: VariantSort; order: 'asc' | 'desc' }>();
  readonly chose = output<VariantView>();
  /** A row was chosen by keyboard: the focus is to go on. */
  readonly opened = output();
  protected readonly columns = computed((): (VariantColumn & { readonly key: VariantColumnKey })[] =>
    VARIANT_COLUMNS.filter(({ key }) => this.shown().includes(key)),
  );
  protected readonly classOf = classOf;
  protected readonly consequenceWords = consequenceWords;
  protected readonly placeWords = placeWords;

  protected open(row: VariantView, event: MouseEvent): void {
    event.stopPropagation();
    this.chose.emit(row);
    // A click by Enter or space has no count.
    if (event.detail === 0) this.opened.emit();
  }

  /** Moves the focus to a neighbouring row and chooses it. */
  protected walk(event: Event, by: -1 | 1): void {
    event.preventDefault();
    const from = (event.currentTarget as HTMLElement).closest('tr');
    const to = by === 1 ? from?.nextElementSibling : from?.previousElementSibling;
    const row = this.rows().find(({ variant }) => to?.id === `rp-v-${variant}`);
    if (!row) return;
    to?.querySelector('button')?.focus();
    this.chose.emit(row);
  }

  protected ariaSort({ sort }: VariantColumn): string | null {
    if (!sort) return null;
    if (sort !== this.sort()) return 'none';
    return this.order() === 'asc' ? 'ascending' : 'descending';
  }

  protected sortBy(sort: VariantSort): void {
    this.sorted.emit({ sort, order: this.sort() === sort && this.order() === 'asc' ? 'desc' : 'asc' });
  }
}
