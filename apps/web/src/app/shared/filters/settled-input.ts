import { DestroyRef, Directive, DOCUMENT, effect, ElementRef, inject, input, output } from '@angular/core';

const TYPING_MS = 400;

/** Input of a filter that emits its value after a pause in typing, and on blur. The typed text is kept. */
@Directive({ selector: 'input[rpSettledInput]', host: { '(input)': 'type()', '(change)': 'settle()' } })
export class SettledInput {
  private readonly field = inject<ElementRef<HTMLInputElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  /** Value according to the page. */
  readonly text = input.required<string>({ alias: 'rpSettledInput' });
  readonly settled = output<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const text = this.text();
      if (this.document.activeElement !== this.field) this.field.value = text;
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected type(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), TYPING_MS);
  }

  protected settle(): void {
    clearTimeout(this.timer);
    if (this.field.value !== this.text()) this.settled.emit(this.field.value);
  }
}
