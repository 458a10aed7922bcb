import type { Schemas } from '@reprise/api-client';
import { roles } from '@reprise/contracts';
import { Option, type Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, positive } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

type Token = Schemas['Token'];
interface Options extends ServerOptions {
  readonly role: Token['role'];
  readonly days: number;
}

export function addTokens(program: Command, context: Context): void {
  const tokens = program.command('tokens').description('Your API tokens.');
  addClientCommand(tokens, {
    name: 'list',
    summary: 'List your tokens, newest first.',
    examples: [['reprise tokens list', 'with their last use']],
  }).action(action(context, (options: ServerOptions) => list(context, options)));
  addClientCommand(tokens, {
    name: 'create',
    summary: 'Make a token. It is shown once, on standard output.',
    examples: [
      [
        'reprise tokens create nightly --role operator --days 30 > token.txt',
        'for a script; its role is at most yours',
      ],
    ],
  })
    .argument('<name>', 'what it is for')
    .addOption(new Option('--role <role>', 'at most your own').choices(roles).default('viewer'))
    .option('--days <number>', 'days until it expires', positive, 90)
    .action(action(context, (name: string, options: Options) => create(context, name, options)));
  addClientCommand(tokens, {
    name: 'revoke',
    summary: 'Revoke a token at once.',
    examples: [['reprise tokens revoke nightly', 'by its name or id']],
    hasJson: false,
  })
    .argument('<token>', 'name or id, as `reprise tokens list` shows them')
    .action(action(context, (token: string, options: ServerOptions) => revoke(context, token, options)));
}

async function list(context: Context, options: ServerOptions): Promise<void> {
  const { items } = await connect(context, options).api.get('/api/tokens');
  if (options.json) return printJson(context, items);
  const { terminal } = context;
  if (items.length === 0) return terminal.err('You have no tokens. Make one: reprise tokens create <name>');
  const lines = tableLines(
    items,
    [
      { title: 'Name', cell: ({ name }) => name, shrinksTo: 12 },
      { title: 'Id', cell: ({ token_id }) => token_id, dropOrder: 3, shrinksTo: 8 },
      { title: 'Begins', cell: ({ start }) => start, dropOrder: 2 },
      { title: 'Role', cell: ({ role }) => role },
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

async function create(context: Context, name: string, { role, days, ...options }: Options): Promise<void> {
  const made = await connect(context, options).api.post('/api/tokens', { body: { name, role, expires_in_days: days } });
  if (options.json) return printJson(context, made);
  context.terminal.out(made.secret);
  context.terminal.err(`This is the only time it is shown. It expires on ${localTime(made.token.expires_at)}.`);
}

async function revoke(context: Context, given: string, options: ServerOptions): Promise<void> {
  const connection = connect(context, options);
  const token = await findToken(connection, given);
  await connection.api.delete('/api/tokens/{id}', { path: { id: token?.token_id ?? given } });
  context.terminal.out(`Revoked ${token?.name ?? given}.`);
}

/** A token of another person, which an admin may revoke by its id, is not in the list. @throws CliError where several have the name */
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
