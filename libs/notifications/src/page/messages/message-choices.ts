import { Component, input } from '@angular/core';
import type { MessagePer } from '../../contract/index.ts';
import type { MessageChoicesForm } from './message-choices-form.ts';

const CHOICES: readonly { readonly value: MessagePer; readonly text: string }[] = [
  { value: 'batch', text: 'One message when all of them have ended' },
  { value: 'job', text: 'A message for each job' },
];

/** Fields of a form for how people get messages. */
@Component({
  selector: 'rp-message-choices',
  templateUrl: './message-choices.html',
  styleUrl: './message-choices.css',
})
export class MessageChoices {
  readonly form = input.required<MessageChoicesForm>();
  protected readonly choices = CHOICES;
  protected readonly zones = Intl.supportedValuesOf('timeZone');
}
