import { afterRenderEffect, Directive, effect, input, untracked } from '@angular/core';
import { type MatMenu, MatMenuTrigger } from '@angular/material/menu';
import type { OpensMenu } from './opens-menu.ts';

/** Opens a menu at a button elsewhere when the button is pressed, and returns the focus to it. */
@Directive({ selector: 'span[rpMenuOpener]', host: { hidden: '' } })
export class MenuOpener extends MatMenuTrigger {
  readonly button = input.required<OpensMenu>({ alias: 'rpMenuOpener' });
  readonly of = input.required<MatMenu>();
  private opened = 0;

  constructor() {
    super();
    effect(() => {
      this._element = this.button().element;
      this.menu = this.of();
    });
    afterRenderEffect(() => {
      const asked = this.button().asked();
      if (asked === this.opened) return;
      this.opened = asked;
      untracked(() => this.openMenu());
    });
    this.menuOpened.subscribe(() => this.button().isOpen.set(true));
    this.menuClosed.subscribe(() => this.button().isOpen.set(false));
  }
}
