import { Component, input, output } from '@angular/core';
import type { JobsSummary } from '@reprise/contracts';
import { count } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { type TileKey, TILES } from '../list-state.ts';

/** Tiles with the number of jobs by status. Each is a filter. */
@Component({
  selector: 'rp-status-tiles',
  imports: [Icon],
  template: `@for (item of tiles; track item.key) {
    <button type="button" [class]="'k-' + item.key" [attr.aria-pressed]="item.key === tile()" (click)="press(item.key)">
      <span class="lab"><rp-icon class="s" [name]="item.icon" />{{ item.word }}</span>
      <span class="num">{{ countOf(item.key) }}</span>
    </button>
  }`,
  styleUrl: './status-tiles.css',
  host: { role: 'group', 'aria-label': 'Filter by status' },
})
export class StatusTiles {
  readonly tile = input.required<TileKey>();
  readonly summary = input.required<JobsSummary | null>();
  readonly pick = output<TileKey>();
  protected readonly tiles = TILES;

  protected countOf(key: TileKey): string {
    const summary = this.summary();
    return summary ? count(summary[key === 'all' ? 'total' : key]) : '–';
  }

  /** Sets the filter. Pressing it again removes it. */
  protected press(key: TileKey): void {
    this.pick.emit(key === this.tile() ? 'all' : key);
  }
}
