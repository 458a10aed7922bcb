import type { RunnerView } from '@reprise/contracts';
import { knownSlotsTaken } from '@reprise/contracts/starting';
import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

export function addRunners(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'runners',
    summary: 'List the runners and what they run.',
    examples: [['reprise runners', 'which are alive, and how many slots are free']],
  }).action(
    action(context, async (options: ServerOptions) => {
      const connection = connect(context, options);
      const { items } = await connection.api.get('/api/runners');
      if (options.json) return printJson(context, items);
      if (items.length === 0) context.terminal.err('No runner has been seen yet.');
      else context.terminal.out(runnerLines(items, context, await peopleOf(connection)).join('\n'));
    }),
  );
}

const COLOURS = { alive: 'green', draining: 'yellow', drained: 'yellow', 'not heard of': 'red' } as const;

function stateOf({ alive, drain }: RunnerView): keyof typeof COLOURS {
  if (!alive) return 'not heard of';
  if (drain === null) return 'alive';
  return drain.drained_at === null ? 'draining' : 'drained';
}

const runnerLines = (runners: readonly RunnerView[], { terminal }: Context, { nameOf }: ActorNames): string[] =>
  tableLines(
    runners,
    [
      { title: 'Host', cell: ({ host }) => host ?? '' },
      { title: 'Runner', cell: ({ runner_id }) => runner_id },
      {
        title: 'State',
        cell: stateOf,
        paint: (text, runner) => terminal.paint(COLOURS[stateOf(runner)], text),
      },
      {
        title: 'Slots',
        cell: (runner) => `${String(knownSlotsTaken(runner) ?? '?')}/${String(runner.slots)}`,
        align: 'right',
      },
      { title: 'Last seen', cell: ({ last_seen }) => localTime(last_seen), dropOrder: 2 },
      { title: 'Nextflow', cell: ({ nextflow_versions }) => nextflow_versions.join(', '), dropOrder: 3 },
      { title: 'Drained by', cell: ({ drain }) => (drain ? nameOf(drain.by) : ''), shrinksTo: 10, dropOrder: 4 },
      { title: 'Holds back', cell: ({ holds_back }) => holds_back ?? '', shrinksTo: 12, dropOrder: 1 },
    ],
    terminal.width,
  );
