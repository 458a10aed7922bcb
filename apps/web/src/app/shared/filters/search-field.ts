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
import { Icon } from '../icon.ts';

const TYPING_MS = 200;

/** A field for a part of a text, which tells what was typed once the typing rests. */
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
  /** Characters that the API takes. */
  readonly most = input(200);
  /** The search of its page, which "/" leads to. */
  readonly main = input(false, { transform: booleanAttribute });
  readonly changed = output<string>();
  /** A space at the end is one that a person goes on after: the text comes back without it. */
  protected readonly typed = linkedSignal<string, string>({
    source: this.text,
    computation: (text, previous) => (previous?.value.trim() === text ? previous.value : text),
  });
  private readonly settled = debounced(this.typed, TYPING_MS);

  constructor() {
    effect(() => {
      const text = this.settled.value();
      untracked(() => {
        if (text === this.typed() && text.trim() !== this.text()) this.changed.emit(text.trim());
      });
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  /** Empties the field; leaves it where it is empty. */
  protected escape(): void {
    if (this.typed()) this.typed.set('');
    else this.field().nativeElement.blur();
  }
}
