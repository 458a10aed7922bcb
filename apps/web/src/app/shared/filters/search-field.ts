import {
  booleanAttribute,
  Component,
  debounced,
  effect,
  type ElementRef,
  input,
  linkedSignal,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { Icon } from '../parts/icon.ts';

const TYPING_MS = 200;

/** Search field that emits its text after a pause in typing. */
@Component({
  selector: 'label[rpSearchField]',
  imports: [Icon],
  host: { class: 'inp' },
  template: `
    @if (main()) {
      <rp-icon name="search" />
    }
    <input
      #field
      type="search"
      autocomplete="off"
      spellcheck="false"
      [attr.aria-label]="label()"
      [placeholder]="placeholder() || label()"
      [maxLength]="most()"
      [value]="typed()"
      (input)="typed.set(field.value)"
      (keydown.escape)="escape()"
    />
    @if (main()) {
      <kbd class="hide-s">/</kbd>
    }
  `,
})
export class SearchField {
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  readonly label = input.required<string>();
  readonly placeholder = input('');
  readonly text = input.required<string>();
  /** Maximum length that the API accepts. */
  readonly most = input(200);
  /** Whether it is the page's main search, which has the shortcut "/". */
  readonly main = input(false, { transform: booleanAttribute });
  readonly changed = output<string>();
  /** Values that were emitted to the page and that the page has not returned yet, in order. */
  private given: readonly string[] = [];
  /** Text of the field. The model's value is trimmed, but the text that the user is typing is kept. */
  protected readonly typed = linkedSignal<string, string>({
    source: this.text,
    computation: (text, previous) =>
      previous && (previous.value.trim() === text || this.given.includes(text)) ? previous.value : text,
  });
  private readonly settled = debounced(this.typed, TYPING_MS);

  constructor() {
    effect(() => {
      const text = this.settled.value();
      untracked(() => {
        if (text !== this.typed() || text.trim() === this.text()) return;
        this.given = [...this.given, text.trim()];
        this.changed.emit(text.trim());
      });
    });
    effect(() => {
      const text = this.text();
      untracked(() => {
        this.typed();
        this.given = this.given.slice(this.given.lastIndexOf(text) + 1);
      });
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  /** Clears the field, or blurs it if it is empty. */
  protected escape(): void {
    if (this.typed()) this.typed.set('');
    else this.field().nativeElement.blur();
  }
}
