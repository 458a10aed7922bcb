import { Component, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { VariantPage } from '../../contract/index.ts';
import { IconButton } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { SearchField } from '@reprise/web/shared/filters/search-field.ts';
import { SettledInput } from '@reprise/web/shared/filters/settled-input.ts';
import { classWord, VARIANT_CLASSES } from '@reprise/web/shared/history/class-text.ts';
import { consequenceText } from '../variant-text.ts';
import { VARIANT_COLUMNS, type VariantColumnKey } from './columns.ts';

/** Filters of the variants, as in the URL; empty if there are none. */
export interface VariantFilterValues {
  readonly q: string;
  readonly consequence: string;
  readonly genotype: string;
  readonly class: string;
  readonly min_depth: string;
  readonly min_quality: string;
}

/** Filters and columns of the table of variants. */
@Component({
  selector: 'rp-variant-filters',
  imports: [Icon, IconButton, SearchField, SettledInput, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './variant-filters.html',
  styleUrl: './variant-filters.css',
})
export class VariantFiltersBar {
  readonly values = input.required<VariantFilterValues>();
  readonly head = input.required<VariantPage | null>();
  readonly shown = input.required<readonly VariantColumnKey[]>();
  readonly changed = output<Record<string, string | null>>();
  readonly toggled = output<VariantColumnKey>();
  protected readonly columns = VARIANT_COLUMNS.filter((column) => !('fixed' in column));
  protected readonly classes = VARIANT_CLASSES;
  protected readonly classWord = classWord;
  protected readonly consequenceText = consequenceText;
}
