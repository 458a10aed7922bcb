import type { QueueList } from '@reprise/contracts';
import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';

type Queue = QueueList['items'][number];

export function addQueues(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'queues',
    summary: 'List the queues: what runs, what waits, and whether they are paused.',
    examples: [['reprise queues', 'one line for each queue']],
  }).action(
    action(context, async (options: ServerOptions) => {
      const connection = connect(context, options);
      const { items } = await connection.api.get('/api/queues');
      if (options.json) return printJson(context, items);
      context.terminal.out(queueLines(items, context, await peopleOf(connection)).join('\n'));
    }),
  );
}

const stateOf = ({ paused }: Queue): string => (paused === null ? 'open' : 'paused');

const queueLines = (queues: readonly Queue[], { terminal }: Context, { nameOf }: ActorNames): string[] =>
  tableLines(
    queues,
    [
      { title: 'Queue', cell: ({ name }) => name },
      {
        title: 'State',
        cell: stateOf,
        paint: (text, queue) => terminal.paint(queue.paused === null ? 'green' : 'yellow', text),
      },
      { title: 'Running', cell: ({ running }) => String(running.length), align: 'right' },
      { title: 'Waiting', cell: ({ waiting_count }) => String(waiting_count), align: 'right' },
      { title: 'Slots', cell: ({ slots }) => String(slots ?? '?'), align: 'right', dropOrder: 2 },
      { title: 'Limit', cell: ({ limit }) => (limit === null ? 'none' : String(limit)), align: 'right', dropOrder: 3 },
      { title: 'Order', cell: ({ order }) => order, dropOrder: 4 },
      { title: 'Paused by', cell: ({ paused }) => (paused ? nameOf(paused.by) : ''), shrinksTo: 9, dropOrder: 5 },
      { title: 'Reason', cell: ({ paused }) => paused?.reason ?? '', shrinksTo: 12, dropOrder: 1 },
    ],
    terminal.width,
  );
