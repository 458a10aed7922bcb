import { Component, effect, ElementRef, inject, input, untracked, ViewEncapsulation } from '@angular/core';
import type { IconNode } from 'lucide';
import createElement from 'lucide/dist/esm/createElement.mjs';
import { ICONS, type IconName } from './icons.ts';

/** A Lucide icon, drawn inline. It is always next to some text, or inside a control with its own name. */
@Component({
  selector: 'rp-icon',
  template: '',
  // the svg is not part of a template, so it has no scoping attribute
  encapsulation: ViewEncapsulation.None,
  host: { '[class.turning]': 'turning()' },
  styles: `
    rp-icon {
      display: inline-flex;
      flex: none;
    }
    rp-icon svg {
      width: 16px;
      height: 16px;
      stroke-width: 1.8;
    }
    rp-icon.s svg {
      width: 14px;
      height: 14px;
      stroke-width: 2;
    }
    rp-icon.l svg {
      width: 20px;
      height: 20px;
      stroke-width: 1.6;
    }
    rp-icon.xl svg {
      width: 28px;
      height: 28px;
      stroke-width: 1.4;
    }
    rp-icon.turning svg {
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

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const draw = (icon: IconNode) => host.replaceChildren(createElement(icon, { 'aria-hidden': 'true' }));
    effect(() => {
      const name = this.name();
      if (name in ICONS) return draw(ICONS[name as keyof typeof ICONS]);
      draw([]); // reserves its space
      void import('./more-icons.ts').then(
        ({ MORE_ICONS }) => {
          if (name === untracked(this.name)) draw(MORE_ICONS[name as keyof typeof MORE_ICONS]);
        },
        () => undefined,
      );
    });
  }
}
