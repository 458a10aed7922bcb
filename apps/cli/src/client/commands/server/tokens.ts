import type { AnswerOf } from '@reprise/api-client';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

type Token = AnswerOf<'/api/tokens', 'get'>['items'][number];

export function addTokens(program: Command, context: Context): void {
  const tokens = program
    .command('tokens')
    .description('Your API tokens. `reprise login` makes one, and the page, under Account.');
  addClientCommand(tokens, {
    name: 'list',
    summary: 'List your tokens, newest first.',
    examples: [['reprise tokens list', 'with their last use']],
  }).action(action(context, (options: ServerOptions) => list(context, options)));
  addClientCommand(tokens, {
    name: 'revoke',
    summary: "Revoke a token at once, with the machine's token: on the server itself.",
    examples: [['npx reprise tokens revoke 0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90', 'that of anybody, by its id']],
    hasJson: false,
  })
    .argument('<token>', 'id, as `reprise tokens list` shows it to its person')
    .action(action(context, (token: string, options: ServerOptions) => revoke(context, token, options)));
}

async function list(context: Context, options: ServerOptions): Promise<void> {
  const { items } = await connect(context, options).api.get('/api/tokens');
  if (options.json) return printJson(context, items);
  const { terminal } = context;
  if (items.length === 0) return terminal.err('You have no tokens. Make one on the page, under Account.');
  const lines = tableLines(
    items,
    [
      { title: 'Name', cell: ({ name }) => name, shrinksTo: 12 },
      { title: 'Id', cell: ({ token_id }) => token_id, dropOrder: 3, shrinksTo: 8 },
      { title: 'Begins', cell: ({ start }) => start, dropOrder: 2 },
      { title: 'Role, at most', cell: ({ role }) => role },
      { title: 'Expires', cell: ({ expires_at }) => localTime(expires_at) },
      { title: 'Last used', cell: lastUse, dropOrder: 1 },
    ],
    terminal.width,
  );
  terminal.out(lines.join('\n'));
}

const lastUse = ({ last_used_at, last_address }: Token): string =>
  last_used_at === null
    ? 'never'
    : [localTime(last_used_at), last_address && `from ${last_address}`].filter(Boolean).join(' ');

async function revoke(context: Context, given: string, options: ServerOptions): Promise<void> {
  const connection = connect(context, options);
  const token = await findToken(connection, given);
  await connection.api.delete('/api/tokens/{id}', { path: { id: token?.token_id ?? given } });
  context.terminal.out(`Revoked ${token?.name ?? given}.`);
}

/**
 * Finds a token. Another user's token, which an admin may revoke by id, is not in the list.
 * @throws CliError if several tokens have the name
 */
async function findToken({ api }: Connection, given: string): Promise<Token | undefined> {
  const { items } = await api.get('/api/tokens');
  const byId = items.find(({ token_id }) => token_id === given);
  const byName = items.filter(({ name }) => name === given);
  if (byId === undefined && byName.length > 1)
    throw new CliError(
      `${String(byName.length)} of your tokens are named ${given}.`,
      EXIT.usage,
      'Give the id: reprise tokens list',
    );
  return byId ?? byName[0];
}
