import { booleanAttribute, Directive, ElementRef, inject, input, signal } from '@angular/core';

/**
 * Menu button. The menu is loaded when the button is hovered or focused; `rpMenuOpener`, which is loaded with it, opens
 * it.
 */
@Directive({
  selector: 'button[rpOpensMenu]',
  exportAs: 'rpOpensMenu',
  host: {
    '[attr.aria-haspopup]': 'isOn() ? "menu" : null',
    '[attr.aria-expanded]': 'isOn() ? isOpen() : null',
    '(pointerenter)': 'isWanted.set(true)',
    '(focus)': 'isWanted.set(true)',
    '(click)': 'ask()',
  },
})
export class OpensMenu {
  readonly isOn = input(true, { alias: 'rpOpensMenu', transform: booleanAttribute });
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  /** Whether the menu must be loaded. */
  readonly isWanted = signal(false);
  /** Number of requests to open it. */
  readonly asked = signal(0);
  readonly isOpen = signal(false);

  protected ask(): void {
    if (!this.isOn()) return;
    this.isWanted.set(true);
    this.asked.update((times) => times + 1);
  }
}
