import type { AnswerOf, ApiClient } from '@reprise/api-client';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';

type SavedView = AnswerOf<'/api/views', 'get'>['views'][number];

export function addViews(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'views',
    summary: 'List the saved views of the list of jobs: your own and the shared ones.',
    examples: [
      ['reprise views', 'one line for each view'],
      ['reprise jobs --view "Failed today"', 'the jobs of one view'],
    ],
  }).action(
    action(context, async (options: ServerOptions) => {
      const connection = connect(context, options);
      const { views } = await connection.api.get('/api/views');
      if (options.json) return printJson(context, views);
      if (views.length === 0) return context.terminal.err('There is no saved view.');
      context.terminal.out(viewLines(views, context, await peopleOf(connection)).join('\n'));
    }),
  );
}

const viewLines = (views: readonly SavedView[], { terminal }: Context, { nameOf }: ActorNames): string[] =>
  tableLines(
    views,
    [
      { title: 'Name', cell: ({ name }) => name, shrinksTo: 12 },
      { title: 'Jobs', cell: filterText, shrinksTo: 20 },
      { title: 'Shared by', cell: (view) => (view.is_shared ? nameOf(view.created_by) : ''), shrinksTo: 8 },
      { title: 'Id', cell: ({ view_id }) => view_id, dropOrder: 1 },
    ],
    terminal.width,
  );

/** `status=failed label=run=7`; `all` without a filter. */
function filterText({ list: { sort: _sort, order: _order, columns: _columns, ...filters } }: SavedView): string {
  const parts = Object.entries(filters).flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`));
  return parts.join(' ') || 'all';
}

/**
 * Returns the parameters of `GET /api/jobs` of a view. An own view is preferred to a shared one of the same name.
 * @throws CliError without such a view
 */
export async function queryOfView(api: ApiClient, name: string): Promise<SavedView['query']> {
  const { views } = await api.get('/api/views');
  const named = views.filter((view) => view.name.toLowerCase() === name.toLowerCase() || view.view_id === name);
  const view = named.find(({ is_shared }) => !is_shared) ?? named[0];
  if (!view) throw new CliError(`There is no view "${name}". List them with: reprise views`, EXIT.notFound);
  return view.query;
}
