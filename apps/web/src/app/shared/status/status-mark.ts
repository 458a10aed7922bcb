import { booleanAttribute, Component, computed, input } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { ignoredText } from '@reprise/contracts/ignored-failures';
import { warningText } from '@reprise/contracts/warning-text';
import { Icon } from '../parts/icon.ts';
import { STATUS, statusKey } from './status.ts';

/** Icon and word of a job's status; with `pill`, on a tinted background, for headers. */
@Component({
  selector: 'rp-status',
  imports: [Icon],
  template: `<span [class]="classes()"
    ><rp-icon [name]="look().icon" [turning]="!!look().turning && !past()" [class.s]="pill()" />{{
      past() ? 'Was ' + look().word.toLowerCase() : look().word
    }}
    @if (warned(); as words) {
      <span class="warned" [title]="words"><rp-icon class="s k-late" name="triangle-alert" /></span
      ><span class="vh"> with a warning</span>
    } @else if (ignored(); as words) {
      <span class="warned" [title]="words"><rp-icon class="s k-late" name="triangle-alert" /></span
      ><span class="vh">, {{ words }}</span>
    }
  </span>`,
  styles: `
    .st {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      font: var(--rp-t-strong);
      white-space: nowrap;
    }
    .st rp-icon {
      color: var(--c);
    }
    .warned {
      display: inline-flex;
    }
  `,
})
export class StatusMark {
  readonly job = input.required<Pick<JobView, 'status' | 'pending_action' | 'failure' | 'warnings' | 'steps'>>();
  readonly pill = input(false, { transform: booleanAttribute });
  /** Whether it is the status as of a past event: "Was running". */
  readonly past = input(false, { transform: booleanAttribute });
  private readonly key = computed(() => statusKey(this.job()));
  protected readonly look = computed(() => STATUS[this.key()]);
  /** Text about incomplete parts of the job's run; null if there are none. */
  protected readonly warned = computed(() => warningText(this.job()));
  /** Failures that the pipeline of a completed job ignored, as text; empty if there are none. */
  protected readonly ignored = computed(() => (this.job().status === 'completed' ? ignoredText(this.job()) : ''));
  protected readonly classes = computed(() => `${this.pill() ? 'pill' : 'st'} k-${this.key()}`);
}
