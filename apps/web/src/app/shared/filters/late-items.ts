import { afterRenderEffect, contentChildren, Directive, inject } from '@angular/core';
import { MatMenu, MatMenuItem } from '@angular/material/menu';

/**
 * Menu whose items are read from the gateway. Where it is opened before they are there, the focus is on its panel; they
 * get it as they come, so that a person at the keyboard need not know.
 */
@Directive({ selector: 'mat-menu[rpLateItems]' })
export class LateItems {
  private readonly menu = inject(MatMenu);
  private readonly items = contentChildren(MatMenuItem);

  constructor() {
    afterRenderEffect(() => {
      const first = this.items().find(({ disabled }) => !disabled);
      if (document.activeElement?.id === this.menu.panelId) first?.focus('keyboard');
    });
  }
}
