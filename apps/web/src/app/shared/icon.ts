import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icons.ts';

/** A Lucide icon, drawn inline; always beside a word or inside a control that has a name of its own. */
@Component({
  selector: 'rp-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" [class.spin]="turning()"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      width: 16px;
      height: 16px;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.8;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :host(.s) svg {
      width: 14px;
      height: 14px;
      stroke-width: 2;
    }
    :host(.l) svg {
      width: 20px;
      height: 20px;
      stroke-width: 1.6;
    }
    :host(.xl) svg {
      width: 28px;
      height: 28px;
      stroke-width: 1.4;
    }
    .spin {
      animation: rp-turn 1.1s linear infinite;
    }
    @keyframes rp-turn {
      to {
        transform: rotate(360deg);
      }
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly turning = input(false);
  protected readonly path = computed(() => ICONS[this.name()]);
}
