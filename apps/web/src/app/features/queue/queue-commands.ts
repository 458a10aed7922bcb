import type { CommandNameFor } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import type { QueueApi } from '../../core/api/queue-api.ts';
import type { TargetDialogData } from '../../shared/form/target-dialog.ts';

/** Commands for queues that a dialog sends; the queue page has separate controls for the others. */
export type QueueDialogCommand = Exclude<CommandNameFor<'queue'>, 'limit_queue' | 'order_queue'>;

const KEPT = 'kept in the audit trail';
const SHOWN = `shown at the queue and ${KEPT}`;
const TEXTS = {
  pause_queue: {
    title: (queue: string) => `Pause queue “${queue}”?`,
    lead: 'No job of it is started. Those that run continue to the end.',
    verb: 'Pause queue',
    note: SHOWN,
  },
  resume_queue: {
    title: (queue: string) => `Resume queue “${queue}”?`,
    lead: 'Its waiting jobs are started again, as far as slots are free and its limit lets them.',
    verb: 'Resume queue',
    note: SHOWN,
  },
  remove_queue: {
    title: (queue: string) => `Remove queue “${queue}”?`,
    lead: 'It is empty. Jobs of the past keep its name; no job can be submitted to it until it is made again.',
    verb: 'Remove queue',
    note: KEPT,
    deletes: true,
  },
  create_queue: {
    title: () => 'New queue',
    lead: 'A queue has its own line, limit and pause. Jobs name it when they are submitted, or are moved to it.',
    verb: 'Create queue',
    note: SHOWN,
    nameHint: 'Lower-case letters, digits, - and _',
  },
} as const;

/** The dialog for a command for a queue. */
export function queueDialog(command: QueueDialogCommand, queue: string, api: QueueApi): TargetDialogData {
  const { title, ...text } = TEXTS[command];
  return {
    ...text,
    title: title(queue),
    icon: commandFacts[command].icon,
    send: (body, key, name) =>
      command === 'create_queue'
        ? api.command(command, name, { name, ...body }, key)
        : api.command(command, queue, body, key),
  };
}
