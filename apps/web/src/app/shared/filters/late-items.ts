import { afterRenderEffect, contentChildren, Directive, inject } from '@angular/core';
import { MatMenu, MatMenuItem } from '@angular/material/menu';

/**
 * A menu whose items are read from the gateway. If it is opened before they are loaded, its panel gets the focus, and
 * the focus moves to the items when they arrive. A focused item keeps the focus when others are inserted before it,
 * although an element that is moved loses the focus.
 */
@Directive({
  selector: 'mat-menu[rpLateItems]',
  host: { '(document:focusin)': 'note($event.target)' },
})
export class LateItems {
  private readonly menu = inject(MatMenu);
  private readonly items = contentChildren(MatMenuItem);
  private focused: MatMenuItem | undefined;

  constructor() {
    afterRenderEffect(() => {
      const items = this.items();
      const active = document.activeElement;
      if (active?.id === this.menu.panelId) items.find(({ disabled }) => !disabled)?.focus();
      else if (active === document.body) items.find((item) => item === this.focused)?.focus();
    });
  }

  protected note(target: EventTarget | null): void {
    this.focused = this.items().find((item) => item._getHostElement() === target);
  }
}
