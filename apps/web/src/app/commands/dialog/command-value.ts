import { booleanAttribute, Component, computed, input, model, signal } from '@angular/core';
import { Icon } from '../../shared/parts/icon.ts';
import type { CommandField } from '../base/page-command.ts';

/** An input of a dialog: a selection if there are choices, otherwise a text field. */
@Component({
  selector: 'div[rpCommandValue]',
  imports: [Icon],
  templateUrl: './command-value.html',
  styles: `
    .narrow {
      max-width: 160px;
    }
  `,
})
export class CommandValue {
  readonly field = input.required<CommandField>();
  readonly choices = input<readonly string[]>();
  readonly disabled = input(false);
  /** Whether the text field is as wide as a number. */
  readonly narrow = input(false, { transform: booleanAttribute });
  /** Whether the user tried to send it. */
  readonly tried = input(false);
  readonly value = model<string>();
  /** Texts of all fields of the dialog. */
  readonly all = input.required<Readonly<Record<string, string>>>();
  /** Whether the user has left the text field. */
  protected readonly left = signal(false);
  protected readonly problem = computed(() => {
    if (!this.left() && !this.tried()) return '';
    return this.field().problem?.(this.value() ?? '', this.tried() ? this.all() : undefined) ?? '';
  });
}
