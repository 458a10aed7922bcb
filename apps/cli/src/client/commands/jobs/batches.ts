import type { AnswerOf } from '@reprise/api-client';
import type { Command } from 'commander';
import { action, addClientCommand, positive } from '../../client-command.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

type Batch = AnswerOf<'/api/batches', 'get'>['items'][number];

interface Options extends ServerOptions {
  readonly limit: number;
}

export function addBatches(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'batches',
    summary: 'List batches of jobs that were submitted together, newest first.',
    examples: [
      ['reprise batches', 'one line for each batch'],
      ["reprise batches --json | jq -r '.[0].batch_id'", 'the id of the newest, for `reprise jobs --batch`'],
    ],
  })
    .option('-n, --limit <number>', 'at most so many, 1000 at most', positive, 20)
    .action(
      action(context, async ({ limit, ...options }: Options) => {
        const connection = connect(context, options);
        const { items, next_cursor } = await connection.api.get('/api/batches', { query: { limit } });
        if (options.json) return printJson(context, items);
        if (items.length === 0) return context.terminal.err('There is no batch.');
        context.terminal.out(batchLines(items, context, await peopleOf(connection)).join('\n'));
        if (next_cursor !== null) context.terminal.err(`The first ${String(items.length)} batches. More: --limit.`);
      }),
    );
}

const batchLines = (batches: readonly Batch[], { terminal }: Context, { nameOf }: ActorNames): string[] =>
  tableLines(
    batches,
    [
      { title: 'Batch', cell: ({ batch_id }) => batch_id },
      { title: 'Name', cell: ({ name }) => name, shrinksTo: 12 },
      { title: 'Jobs', cell: ({ jobs }) => String(jobs.total), align: 'right' },
      { title: 'Completed', cell: ({ jobs }) => String(jobs.completed), align: 'right' },
      { title: 'Failed', cell: ({ jobs }) => String(jobs.failed), align: 'right' },
      { title: 'Running', cell: ({ jobs }) => String(jobs.running + jobs.paused), align: 'right', dropOrder: 3 },
      { title: 'Pipeline', cell: ({ pipelines }) => pipelines.join(', '), shrinksTo: 8, dropOrder: 1 },
      { title: 'By', cell: ({ created_by }) => nameOf(created_by), shrinksTo: 8, dropOrder: 2 },
      { title: 'Submitted', cell: ({ created_at }) => localTime(created_at), dropOrder: 4 },
    ],
    terminal.width,
  );
