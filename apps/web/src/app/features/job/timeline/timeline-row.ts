import { booleanAttribute, Component, input } from '@angular/core';
import { shortDuration } from '../../../shared/format.ts';
import { Lane } from './lane.ts';
import type { TimelineLine } from './task-line.ts';

/** A row of the timeline: its heading (as content), its bars and duration, and a line below them. */
@Component({
  selector: 'rp-timeline-row',
  imports: [Lane],
  template: `
    <div class="lab" [attr.role]="line() ? 'rowheader' : 'cell'"><ng-content /></div>
    @if (line(); as line) {
      <rp-lane class="lane" [class.sub]="sub()" [bars]="line.bars" [note]="line.note" [label]="label()" />
      <span class="dur" role="cell">{{ line.durationMs === null ? '–' : shortDuration(line.durationMs) }}</span>
      @if (why()) {
        <span class="why" role="cell" [title]="whyTitle()">{{ why() }}</span>
      }
    }
  `,
  styleUrl: './timeline-row.css',
  host: { role: 'row', '[class]': "line() ? 'k-' + line()?.look?.key : ''", '[class.sub]': 'sub()' },
})
export class TimelineRow {
  /** `null` for a row without bars. */
  readonly line = input.required<TimelineLine | null>();
  /** Text for screen readers that replaces the bars. */
  readonly label = input('');
  readonly why = input('');
  readonly whyTitle = input('');
  /** Whether it is a task of the step above. */
  readonly sub = input(false, { transform: booleanAttribute });
  protected readonly shortDuration = shortDuration;
}
