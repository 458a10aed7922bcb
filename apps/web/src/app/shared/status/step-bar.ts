import { Component, computed, input } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { count, plural } from '../format.ts';
import { segmentsOf } from './progress.ts';
import { statusKey } from './status.ts';

/** A job's steps as a segmented bar. Each state has its own pattern. */
@Component({
  selector: 'rp-step-bar',
  template: `@for (segment of segments(); track $index) {
      <i [class]="'f-' + segment.fill" [style.--w.%]="segment.fill === 'running' ? segment.part * 100 : null"></i>
    } @empty {
      <i class="f-waiting"></i>
    }`,
  styleUrl: './step-bar.css',
  host: {
    role: 'img',
    '[attr.aria-label]': 'label()',
    '[class.quiet]': 'quiet()',
    '[class.many]': 'segments().length > 30',
  },
})
export class StepBar {
  readonly job = input.required<Pick<JobView, 'steps' | 'status' | 'pending_action' | 'failure' | 'progress'>>();
  protected readonly segments = computed(() => segmentsOf(this.job()));
  /** Whether the bar is faded, as for completed and cancelled jobs. */
  protected readonly quiet = computed(() => ['completed', 'cancelled'].includes(statusKey(this.job())));
  protected readonly label = computed(() => {
    const { steps_done, steps_total } = this.job().progress;
    return steps_total === null
      ? `${plural(steps_done, 'step')} done`
      : `${count(steps_done)} of ${plural(steps_total, 'step')} done`;
  });
}
