import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, input, model, output, viewChild, type ElementRef } from '@angular/core';
import { Icon } from '../parts/icon.ts';
import { ReasonLimit } from './reason-limit.ts';

let last = 0;

/** Field for the reason of a command, with suggested reasons. Ctrl-Enter sends. */
@Component({
  selector: 'rp-reason-field',
  imports: [CdkTextareaAutosize, Icon, ReasonLimit],
  templateUrl: './reason-field.html',
  styleUrl: './reason-field.css',
})
export class ReasonField {
  protected readonly id = `rp-reason-${String(++last)}`;
  readonly value = model.required<string>();
  /** Where it will be read: "kept in the audit trail". */
  readonly note = input('kept in the audit trail');
  readonly required = input(false);
  /** Reason why it is not accepted; null if it is. */
  readonly wrong = input<string | null>(null);
  readonly suggested = input<{ readonly word: string; readonly reasons: readonly string[] } | null>(null);
  /** Whether the field grows with the text. */
  readonly grows = input(true);
  readonly sent = output();
  protected readonly hintId = computed(() => `${this.id}-hint`);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  focus(): void {
    this.field().nativeElement.focus();
  }
}
