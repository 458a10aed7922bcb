import type { AnswerOf } from '@reprise/api-client';
import { roles } from '@reprise/contracts';
import { Option, type Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { isLoopback, linkUrl } from '../../connection/link-url.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

type User = AnswerOf<'/api/users', 'get'>['items'][number];
type OneTimeLink = AnswerOf<'/api/users/invites', 'post'>;
interface InviteOptions extends ServerOptions {
  readonly role: User['role'];
  readonly name?: string;
}
interface ChangeOptions extends ServerOptions {
  readonly role?: User['role'];
  readonly disable?: boolean;
  readonly enable?: boolean;
}
interface EraseOptions extends ServerOptions {
  readonly yes?: boolean;
}

const role = () => new Option('--role <role>', 'what the person may do').choices(roles);
const USER = 'e-mail, name or id';

export function addUsers(program: Command, context: Context): void {
  const users = program
    .command('users')
    .description("The accounts of this server. Changes need the machine's token: on the server itself.");
  addClientCommand(users, {
    name: 'list',
    summary: 'List the accounts.',
    examples: [['reprise users list --json', 'for programs']],
  }).action(action(context, (options: ServerOptions) => list(context, options)));
  addClientCommand(users, {
    name: 'invite',
    summary: 'Invite a person. Prints a link that can be used once: send it to them.',
    examples: [['reprise users invite anna@example.org --role operator', 'may submit and control jobs']],
  })
    .argument('<email>', 'e-mail address of the person')
    .addOption(role().makeOptionMandatory())
    .option('--name <name>', 'name of the person, if they are not to choose it')
    .action(action(context, (email: string, options: InviteOptions) => invite(context, email, options)));
  addClientCommand(users, {
    name: 'change',
    summary: 'Change the role of a person, or disable or enable the account.',
    examples: [
      ['reprise users change anna@example.org --role reviewer', 'another role'],
      ['reprise users change anna@example.org --disable', 'ends all sessions of the person'],
    ],
  })
    .argument('<user>', USER)
    .addOption(role())
    .addOption(new Option('--disable', 'the person cannot sign in any more').conflicts('enable'))
    .option('--enable', 'the person can sign in again')
    .action(action(context, (user: string, options: ChangeOptions) => change(context, user, options)));
  addClientCommand(users, {
    name: 'reset',
    summary: 'Make a link with which a person chooses a new password. It can be used once.',
    examples: [['reprise users reset anna@example.org', 'who forgot the password']],
  })
    .argument('<user>', USER)
    .action(action(context, (user: string, options: ServerOptions) => reset(context, user, options)));
  addClientCommand(users, {
    name: 'erase',
    summary: 'Erase the name and e-mail of a person for good. The audit trail keeps a pseudonym.',
    examples: [['reprise users erase anna@example.org --yes', 'cannot be undone']],
    hasJson: false,
  })
    .argument('<user>', USER)
    .option('--yes', 'really erase')
    .action(action(context, (user: string, options: EraseOptions) => erase(context, user, options)));
}

async function list(context: Context, options: ServerOptions): Promise<void> {
  const { items } = await connect(context, options).api.get('/api/users');
  if (options.json) return printJson(context, items);
  const { terminal } = context;
  if (items.length === 0) return terminal.err('There is no account yet: the link of the start makes the first one.');
  const lines = tableLines(
    items,
    [
      { title: 'Name', cell: ({ name }) => name, shrinksTo: 12 },
      { title: 'E-mail', cell: ({ email }) => email, shrinksTo: 16 },
      { title: 'Role', cell: ({ role: given }) => given },
      { title: 'Status', cell: ({ status }) => status },
      {
        title: 'Last sign-in',
        cell: ({ last_sign_in_at }) => (last_sign_in_at === null ? 'never' : localTime(last_sign_in_at)),
        dropOrder: 1,
      },
    ],
    terminal.width,
  );
  terminal.out(lines.join('\n'));
}

async function invite(
  context: Context,
  email: string,
  { role: given, name, ...options }: InviteOptions,
): Promise<void> {
  const connection = connect(context, options);
  const body = { email, role: given, ...(name !== undefined && { name }) };
  tellLink(context, connection, await connection.api.post('/api/users/invites', { body }), options);
}

async function reset(context: Context, user: string, options: ServerOptions): Promise<void> {
  const connection = connect(context, options);
  const { user_id } = await findUser(connection, user);
  tellLink(context, connection, await connection.api.post('/api/users/{id}/reset', { path: { id: user_id } }), options);
}

function tellLink(context: Context, { url }: Connection, link: OneTimeLink, options: ServerOptions): void {
  const shown = linkUrl(url, link);
  if (options.json) return printJson(context, { ...link, url: shown });
  context.terminal.out(shown);
  const until = `It can be used once, until ${localTime(link.expires_at)}.`;
  context.terminal.err(
    isLoopback(shown)
      ? `This link opens on this machine only. For links to send, set REPRISE_PUBLIC_URL on the server. ${until}`
      : `Send this link to the person. ${until}`,
  );
}

async function change(context: Context, user: string, options: ChangeOptions): Promise<void> {
  const { role: given, disable, enable } = options;
  if (given === undefined && !disable && !enable)
    throw new CliError('There is nothing to change.', EXIT.usage, 'Give --role, --disable or --enable.');
  const connection = connect(context, options);
  const { user_id, name } = await findUser(connection, user);
  const body = { ...(given && { role: given }), ...((disable || enable) && { disabled: disable === true }) };
  const changed = await connection.api.patch('/api/users/{id}', { path: { id: user_id }, body });
  if (options.json) printJson(context, changed);
  else context.terminal.out(`Changed ${name}.`);
}

async function erase(context: Context, user: string, options: EraseOptions): Promise<void> {
  const connection = connect(context, options);
  const { user_id, name, email } = await findUser(connection, user);
  if (!options.yes)
    throw new CliError(`This erases ${name} (${email}) and cannot be undone.`, EXIT.usage, 'Add --yes to erase.');
  await connection.api.delete('/api/users/{id}', { path: { id: user_id } });
  context.terminal.out(`Erased ${name}.`);
}

/** @throws CliError if there is no such user, or if several have the name */
async function findUser({ api }: Connection, given: string): Promise<User> {
  const wanted = given.toLowerCase();
  const { items } = await api.get('/api/users');
  const found = items.filter(({ user_id, name, email }) =>
    [user_id, name.toLowerCase(), email.toLowerCase()].includes(wanted),
  );
  if (found.length > 1)
    throw new CliError(`${String(found.length)} people are named ${given}.`, EXIT.usage, 'Give the e-mail address.');
  if (!found[0]) throw new CliError(`There is no account of ${given}.`, EXIT.notFound, 'See: reprise users list');
  return found[0];
}
