import { booleanAttribute, Component, input, model } from '@angular/core';
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
  readonly value = model<string>();
}
