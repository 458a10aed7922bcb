import { Component, computed, inject, signal } from '@angular/core';
import type { CommandNameFor } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { QueueApi } from '../../core/api/queue-api.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { CommandForm } from '../../shared/form/command-form.ts';

/** Commands to queues that the dialog sends; the queue page has controls of its own for the others. */
type DialogCommand = Exclude<CommandNameFor<'queue'>, 'limit_queue' | 'order_queue'>;
export type QueueDialogData = { queue: string; command: DialogCommand };

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
    lead: 'Its waiting jobs are started again, as far as slots are free and its limit lets them.',
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
} as const satisfies Record<DialogCommand, object>;

/** Confirms a command to a queue, with a reason. Resolves with the name of the queue once it was accepted. */
@Component({
  selector: 'rp-queue-dialog',
  imports: [CommandForm],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>{{ text.title(asked.queue) }}</h2>
      <p>{{ text.lead }}</p>
    </header>
    <form
      rpCommandForm
      [note]="text.note"
      [icon]="icon"
      [verb]="text.confirm"
      [deletes]="asked.command === 'remove_queue'"
      [request]="[asked.command, queue()]"
      [command]="command"
      (accepted)="sheet.close(queue())"
      (declined)="sheet.close()"
    >
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
    </form>
  `,
})
export class QueueDialog {
  private readonly api = inject(QueueApi);
  protected readonly sheet = injectSheet<QueueDialogData, string>();
  protected readonly asked = this.sheet.data;
  protected readonly text = TEXTS[this.asked.command];
  protected readonly icon = commandFacts[this.asked.command].icon;
  protected readonly name = signal('');
  protected readonly queue = computed(() =>
    this.asked.command === 'create_queue' ? this.name().trim() : this.asked.queue,
  );

  protected readonly command = (body: { reason?: string }, key: string): Promise<unknown> => {
    const queue = this.queue();
    const { command } = this.asked;
    return command === 'create_queue'
      ? this.api.command(command, queue, { name: queue, ...body }, key)
      : this.api.command(command, queue, body, key);
  };
}
