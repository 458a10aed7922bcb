import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { commands, type CommandNameFor } from '@reprise/contracts';
import { IdempotentRequests } from '../../core/idempotent-requests.ts';
import { messageOf } from '../../core/problem.ts';
import { QueueApi } from '../../core/api/queue-api.ts';
import { injectSheet } from '../../core/sheets.ts';
import { ReasonField } from '../../shared/form/reason-field.ts';
import { Icon } from '../../shared/icon.ts';

export type QueueDialogData = { queue: string; command: Extract<CommandNameFor<'queue'>, keyof typeof TEXTS> };

const KEPT = 'kept in the audit trail';
const SHOWN = `shown at the queue and ${KEPT}`;
const TEXTS = {
  pause_queue: {
    title: (queue: string) => `Pause queue “${queue}”?`,
    lead: 'No job of it is started. Those that run go on to their end.',
    confirm: 'Pause queue',
    note: SHOWN,
  },
  resume_queue: {
    title: (queue: string) => `Resume queue “${queue}”?`,
    lead: 'Its waiting jobs are started again, as far as slots are free.',
    confirm: 'Resume queue',
    note: SHOWN,
  },
  remove_queue: {
    title: (queue: string) => `Remove queue “${queue}”?`,
    lead: 'It is empty. Jobs of the past keep its name; no job can be submitted to it until it is made again.',
    confirm: 'Remove queue',
    note: KEPT,
  },
  create_queue: {
    title: () => 'New queue',
    lead: 'A queue has its own line, limit and pause. Jobs name it when they are submitted, or are moved to it.',
    confirm: 'Create queue',
    note: SHOWN,
  },
} as const;

/** Confirms a command to a queue, with a reason. Resolves with the name of the queue once it was accepted. */
@Component({
  selector: 'rp-queue-dialog',
  imports: [Icon, MatButton, ReasonField],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ text.title(asked.queue) }}</h2>
      <p>{{ text.lead }}</p>
    </header>
    <form (submit)="$event.preventDefault(); send()">
      <div class="body">
        @if (asked.command === 'create_queue') {
          <div>
            <label class="lbl" for="rp-queue-name">Name</label>
            <input
              class="inp form"
              id="rp-queue-name"
              maxlength="63"
              aria-describedby="rp-queue-name-hint"
              [value]="name()"
              (input)="name.set($any($event.target).value)"
            />
            <p class="hint" id="rp-queue-name-hint">Lower-case letters, digits, - and _</p>
          </div>
        }
        <rp-reason-field [note]="text.note" [(value)]="reason" (sent)="send()" />
        @if (error()) {
          <p class="note badb" role="alert">
            <rp-icon name="triangle-alert" /><span class="grow">{{ error() }}</span>
          </p>
        }
      </div>
      <footer>
        <button matButton="outlined" type="button" cdkFocusInitial (click)="close()">Not now</button>
        <button
          matButton="filled"
          type="submit"
          [class.del]="asked.command === 'remove_queue'"
          [disabled]="sending()"
          disabledInteractive
        >
          <rp-icon [name]="icon" />{{ text.confirm }}
        </button>
      </footer>
    </form>
  `,
})
export class QueueDialog {
  private readonly sheet = injectSheet<QueueDialogData, string>();
  private readonly api = inject(QueueApi);
  private readonly requests = new IdempotentRequests();
  protected readonly asked = this.sheet.data;
  protected readonly text = TEXTS[this.asked.command];
  protected readonly icon = commands[this.asked.command].icon;
  protected readonly name = signal('');
  protected readonly reason = signal('');
  protected readonly error = signal('');
  protected readonly sending = signal(false);

  protected close(): void {
    this.sheet.close();
  }

  protected async send(): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.error.set('');
    const { command } = this.asked;
    const reason = this.reason().trim();
    const body = reason ? { reason } : {};
    const queue = command === 'create_queue' ? this.name().trim() : this.asked.queue;
    const send = {
      pause_queue: (key: string) => this.api.pause(queue, body, key),
      resume_queue: (key: string) => this.api.resume(queue, body, key),
      remove_queue: (key: string) => this.api.remove(queue, body, key),
      create_queue: (key: string) => this.api.create({ name: queue, ...body }, key),
    }[command];
    try {
      await this.requests.send<unknown>([command, queue, body], send);
      this.sheet.close(queue);
    } catch (error) {
      this.error.set(messageOf(error));
      this.sending.set(false);
    }
  }
}
