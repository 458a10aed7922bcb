import { Component, computed, input, model } from '@angular/core';
import { Icon } from '../parts/icon.ts';

let last = 0;

/** Labelled text field with a hint, or with the reason why its value is not accepted. */
@Component({
  selector: 'rp-text-input',
  imports: [Icon],
  template: `
    <label class="lbl" [for]="id">{{ label() }}</label>
    <input
      class="inp form"
      [class.mono]="mono()"
      [id]="id"
      [type]="type()"
      [attr.name]="name()"
      [attr.autocomplete]="autocomplete()"
      [attr.inputmode]="inputmode()"
      [attr.maxlength]="most()"
      spellcheck="false"
      autocapitalize="off"
      [required]="required()"
      [attr.aria-describedby]="error() || hint() ? hintId() : null"
      [attr.aria-invalid]="error() ? true : null"
      [value]="value()"
      (input)="value.set($any($event.target).value)"
    />
    @if (error(); as error) {
      <p class="hint bad" [id]="hintId()" role="alert"><rp-icon class="s" name="circle-x" />{{ error }}</p>
    } @else if (hint()) {
      <p class="hint" [id]="hintId()">{{ hint() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class TextInput {
  protected readonly id = `rp-field-${++last}`;
  readonly label = input.required<string>();
  readonly value = model.required<string>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly name = input<string | null>(null);
  readonly autocomplete = input('off');
  readonly inputmode = input<string | null>(null);
  readonly most = input(200);
  readonly mono = input(false);
  readonly required = input(true);
  readonly hint = input('');
  readonly error = input('');
  protected readonly hintId = computed(() => `${this.id}-hint`);
}
