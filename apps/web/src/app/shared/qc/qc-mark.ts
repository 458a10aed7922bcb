import { booleanAttribute, Component, computed, input } from '@angular/core';
import type { QcVerdict } from '@reprise/contracts';
import { Icon } from '../parts/icon.ts';
import { QC_LOOK } from './qc-text.ts';

/** Icon and word of a quality verdict; with `pill`, on a tinted background. */
@Component({
  selector: 'rp-qc',
  imports: [Icon],
  template: `<span [class]="classes()"><rp-icon class="s" [name]="look().icon" />{{ look().word }}</span>`,
  styles: `
    .qc {
      display: inline-flex;
      align-items: baseline;
      gap: 6px;
      font-weight: 500;
      white-space: nowrap;
    }
    .qc rp-icon {
      align-self: center;
      color: var(--c);
    }
  `,
})
export class QcMark {
  readonly verdict = input.required<QcVerdict>();
  readonly pill = input(false, { transform: booleanAttribute });
  protected readonly look = computed(() => QC_LOOK[this.verdict()]);
  protected readonly classes = computed(() => `${this.pill() ? 'pill' : 'qc'} k-${this.look().tone}`);
}
