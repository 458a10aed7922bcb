import { Component, computed, type ElementRef, input, output, viewChild } from '@angular/core';
import type { VariantView } from '../../contract/index.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { type RowList, WindowedRows } from '@reprise/web/shared/table/windowed-rows.ts';
import { classOf, consequenceText, placeText } from '../variant-text.ts';
import {
  LEAST_WIDTH,
  VARIANT_COLUMNS,
  type VariantColumn,
  type VariantColumnKey,
  type VariantSort,
} from './columns.ts';

/** Height of a row in pixels. */
const ROW = 50;

/**
 * The variants of a table, which renders only visible rows. It scrolls in a separate box, because the selected variant
 * is next to it or below it.
 */
@Component({
  selector: 'rp-variant-table',
  imports: [Actor, Icon],
  templateUrl: './variant-table.html',
  styleUrl: './variant-table.css',
})
export class VariantTable {
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  private readonly box = viewChild.required<ElementRef<HTMLElement>>('box');
  readonly list = input.required<RowList<VariantView>>();
  readonly shown = input.required<readonly VariantColumnKey[]>();
  readonly sort = input.required<VariantSort>();
  readonly order = input.required<'asc' | 'desc'>();
  /** Id of the selected variant. */
  readonly current = input.required<string>();
  readonly loading = input.required<boolean>();
  /** Number of variants without filters; null while unknown. */
  readonly total = input.required<number | null>();
  readonly sorted = output<{ sort: VariantSort; order: 'asc' | 'desc' }>();
  readonly chose = output<VariantView>();
  /** Emits when a row was selected with the keyboard, so that the focus should follow. */
  readonly opened = output();
  protected readonly columns = computed((): (VariantColumn & { readonly key: VariantColumnKey })[] =>
    VARIANT_COLUMNS.filter(({ key }) => this.shown().includes(key)),
  );
  protected readonly rows = new WindowedRows<VariantView>({
    list: this.list,
    key: ({ variant }) => variant,
    body: () => this.body().nativeElement,
    sizes: { row: ROW, card: ROW, above: 0 },
    extras: () => [],
  });
  /** Width in pixels below which the table scrolls horizontally. */
  protected readonly least = computed(() => this.columns().reduce((sum, { width = LEAST_WIDTH }) => sum + width, 0));
  protected readonly classOf = classOf;
  protected readonly consequenceText = consequenceText;
  protected readonly placeText = placeText;

  protected open(row: VariantView, event: MouseEvent): void {
    event.stopPropagation();
    this.chose.emit(row);
    // A click caused by Enter or space has no count.
    if (event.detail === 0) this.opened.emit();
  }

  /** Moves the focus to a neighbouring row and selects it. */
  protected walk(event: Event, by: -1 | 1): void {
    event.preventDefault();
    const from = (event.currentTarget as HTMLElement).closest('tr');
    const to = by === 1 ? from?.nextElementSibling : from?.previousElementSibling;
    const row = this.list()
      .rows()
      .find(({ variant }) => to?.id === `rp-v-${variant}`);
    if (!row) return;
    to?.querySelector('button')?.focus();
    this.chose.emit(row);
  }

  /** Scrolls a row into view. */
  reveal(index: number): void {
    const drawn = this.body().nativeElement.querySelector(`[aria-rowindex="${index + 2}"]`);
    if (drawn) drawn.scrollIntoView({ block: 'nearest' });
    else this.box().nativeElement.scrollTop = this.rows.window.offsetOf(index);
  }

  toTop(): void {
    this.box().nativeElement.scrollTop = 0;
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
