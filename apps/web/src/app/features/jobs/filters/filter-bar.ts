import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import { IconButton } from '../../../shared/parts/button.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { People } from '../../../shared/people/people.ts';
import { FilterChip } from '../../../shared/filters/filter-chip.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { MissingPart } from '../../../shared/missing/missing-part.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { OpensMenu } from '../../../shared/menu/opens-menu.ts';
import { WhoseJobsSwitch } from './whose-jobs.ts';
import type { ListState } from '../list-state.ts';
import { FilterMenus } from './filter-menus.ts';
import { MoreChips } from './more/more-chips.ts';

/** Search and filters of the job list, and the buttons for its columns and order. */
@Component({
  selector: 'rp-filter-bar',
  imports: [FilterChip, FilterMenus, Icon, IconButton, MissingPart, MoreChips, OpensMenu, SearchField, WhoseJobsSwitch],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.css',
})
export class FilterBar {
  protected readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  private readonly search = viewChild.required(SearchField);
  readonly state = input.required<ListState>();
  readonly changed = output<Partial<ListState>>();

  /** Actor that the list is filtered to, if it is not the user. */
  protected readonly other = computed(() => {
    const { createdBy } = this.state();
    return createdBy === this.user.account() ? '' : createdBy;
  });

  protected readonly moreNames = computed(() => Object.keys(this.state().more));

  focus(): void {
    this.search().focus();
  }

  /** The chips of a samplesheet, of a label and of `more` disappear together with their filters. */
  protected clearSheet(): void {
    this.changed.emit({ sheet: '' });
    this.focus();
  }

  protected clearMore(change: Partial<ListState>): void {
    this.changed.emit(change);
    this.focus();
  }

  protected clearLabel(label: string): void {
    this.changed.emit({ labels: this.state().labels.filter((other) => other !== label) });
    this.focus();
  }
}
