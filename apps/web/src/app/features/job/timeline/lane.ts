import { Component, computed, input } from '@angular/core';
import type { Bar } from './bars.ts';

/** Width of a letter of a note, in percent of a lane with the usual width. */
const LETTER = 1.3;

/** The bars of a step or task, with a note next to the last one. */
@Component({
  selector: 'rp-lane',
  template: `
    <span class="vh">{{ label() }}</span>
    @for (bar of bars(); track $index) {
      <i
        [class]="'gb f-' + bar.kind"
        [class.live]="bar.live"
        [class.thin]="bar.thin"
        [style.translate]="bar.left + 'cqw'"
        [style.width.%]="bar.width"
      ></i>
    }
    @if (note()) {
      <span class="gt" [class.flip]="flip()" [style.--at]="noteAt() + 'cqw'">{{ note() }}</span>
    }
  `,
  styleUrl: './lane.css',
  host: { role: 'cell' },
})
export class Lane {
  readonly bars = input.required<Bar[]>();
  readonly note = input('');
  /** Text for screen readers that replaces the bars. */
  readonly label = input.required<string>();
  /** The note is to the right of the last bar, or to the left of it if there is no room. */
  private readonly end = computed(() => Math.max(0, ...this.bars().map(({ left, width }) => left + width)));
  protected readonly flip = computed(() => this.end() + this.note().length * LETTER > 97);
  protected readonly noteAt = computed(() =>
    this.flip() ? Math.min(100, ...this.bars().map(({ left }) => left)) : this.end(),
  );
}
