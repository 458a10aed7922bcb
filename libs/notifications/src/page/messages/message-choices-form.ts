import { signal, type WritableSignal } from '@angular/core';
import type { MessagePer, WebhookView } from '../../contract/index.ts';

type Choice = Pick<WebhookView, 'one_message_per' | 'quiet_hours'>;

/** Form state of how people get messages: for each job or batch, and when not. */
export class MessageChoicesForm {
  readonly per: WritableSignal<MessagePer>;
  readonly isQuiet: WritableSignal<boolean>;
  readonly from: WritableSignal<string>;
  readonly to: WritableSignal<string>;
  readonly timeZone: WritableSignal<string>;

  /** A gateway of an earlier release has none of these fields. */
  constructor({ one_message_per = 'batch', quiet_hours }: Partial<Choice> = {}) {
    this.per = signal(one_message_per);
    this.isQuiet = signal(Boolean(quiet_hours));
    this.from = signal(quiet_hours?.from ?? '22:00');
    this.to = signal(quiet_hours?.to ?? '07:00');
    this.timeZone = signal(quiet_hours?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  }

  body(): Choice {
    const hours = { from: this.from(), to: this.to(), time_zone: this.timeZone().trim() };
    return { one_message_per: this.per(), quiet_hours: this.isQuiet() ? hours : null };
  }
}

/** "22:00 to 07:00, Europe/Berlin" */
export const quietHoursText = ({ from, to, time_zone }: NonNullable<Choice['quiet_hours']>): string =>
  `${from} to ${to}, ${time_zone}`;
