import { booleanAttribute, Directive, ElementRef, inject, input } from '@angular/core';
import { Toasts } from '../../core/page/toasts.ts';

/**
 * Base of the buttons. A button that is `disabledInteractive` keeps its focus and its title while it is disabled. Touch
 * devices show no titles, so a tap shows the title there.
 */
@Directive({
  host: {
    '[attr.disabled]': 'disabled() && !disabledInteractive() ? "" : null',
    '[attr.aria-disabled]': 'disabled() && disabledInteractive() ? true : null',
    '[class.off]': 'disabled()',
    '(click)': 'explain()',
  },
})
class ButtonBase {
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly disabledInteractive = input(false, { transform: booleanAttribute });
  private readonly toasts = inject(Toasts);
  private readonly element: HTMLElement = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected explain(): void {
    const { title } = this.element;
    if (!this.disabled() || !this.disabledInteractive() || title === '') return;
    if (matchMedia('(hover: none)').matches) this.toasts.say(title);
  }
}

type Look = 'filled' | 'outlined' | 'text';

/**
 * Button or link with text, as styled by `buttons.css`. It has the same attribute and inputs as Material's button. That
 * button is not used, because its styles, ripple and focus monitor would be a tenth of the first load (decision 90).
 */
@Directive({
  selector: 'button[matButton], a[matButton]',
  host: { class: 'btn', '[class]': '"btn-" + look()' },
})
export class Button extends ButtonBase {
  readonly look = input<Look, Look | ''>('text', { alias: 'matButton', transform: (look) => look || 'text' });
}

/** Button that only shows an icon. */
@Directive({
  selector: 'button[matIconButton], a[matIconButton]',
  host: { class: 'btn-icon' },
})
export class IconButton extends ButtonBase {}
