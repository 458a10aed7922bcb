import type { AnswerOf } from '@reprise/api-client';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { peopleOf } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { shortIds } from '../../terminal/job-ids.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime } from '../../terminal/words.ts';

type Approval = AnswerOf<'/api/approvals', 'get'>['items'][number];
interface ListOptions extends ServerOptions {
  readonly all?: boolean;
}
interface DecideOptions extends ServerOptions {
  readonly reason?: string;
}

const VERDICTS = [
  ['approve', 'Approve a command of another person; it is sent at once.', 'Approved.'],
  ['reject', 'Reject a command of another person.', 'Rejected.'],
  ['withdraw', 'Withdraw a command of your own that waits.', 'Withdrawn.'],
] as const;
type Verdict = (typeof VERDICTS)[number][0];

export function addApprovals(program: Command, context: Context): void {
  const approvals = program.command('approvals').description('Commands that wait for a second person.');
  addClientCommand(approvals, {
    name: 'list',
    summary: 'List the commands that wait.',
    examples: [['reprise approvals list --all', 'those that were decided on, too']],
  })
    .option('--all', 'also those that were decided on')
    .action(action(context, (options: ListOptions) => list(context, options)));
  for (const [verdict, summary, done] of VERDICTS)
    addClientCommand(approvals, {
      name: verdict,
      summary,
      examples: [[`reprise approvals ${verdict} 0196f0c8 --reason "as agreed"`, 'the reason is in the audit trail']],
    })
      .argument('<approval>', 'id, or the beginning of it, as `reprise approvals list` shows it')
      .option('--reason <text>', 'for the audit trail')
      .action(
        action(context, async (given: string, options: DecideOptions) => {
          const decided = await decide(connect(context, options), verdict, given, options.reason);
          if (options.json) printJson(context, decided);
          else context.terminal.out(done);
        }),
      );
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const connection = connect(context, options);
  const query = options.all ? {} : { status: 'waiting' as const };
  const { items } = await connection.api.get('/api/approvals', { query });
  if (options.json) return printJson(context, items);
  const { terminal } = context;
  if (items.length === 0) return terminal.err('Nothing waits for a second person.');
  const { nameOf } = await peopleOf(connection);
  const short = shortIds(items.map(({ approval_id }) => approval_id));
  const lines = tableLines(
    items,
    [
      { title: 'Id', cell: ({ approval_id }) => short(approval_id) },
      { title: 'Command', cell: ({ command }) => command },
      { title: 'Sample', cell: ({ sample_name, job_id }) => sample_name ?? job_id, shrinksTo: 12 },
      { title: 'By', cell: ({ requested_by }) => nameOf(requested_by), shrinksTo: 8 },
      { title: 'Status', cell: ({ status }) => status },
      { title: 'Expires', cell: ({ expires_at }) => localTime(expires_at), dropOrder: 1 },
      { title: 'Reason', cell: ({ reason }) => reason ?? '', shrinksTo: 10, dropOrder: 2 },
    ],
    terminal.width,
  );
  terminal.out(lines.join('\n'));
}

async function decide({ api }: Connection, verdict: Verdict, given: string, reason?: string): Promise<Approval> {
  const { items } = await api.get('/api/approvals');
  const [found, ...others] = items.filter(({ approval_id }) => approval_id.startsWith(given.toLowerCase()));
  if (!found)
    throw new CliError(`No request has an id that begins with ${given}.`, EXIT.notFound, 'See: reprise approvals list');
  if (others.length > 0)
    throw new CliError(`Several requests have an id that begins with ${given}.`, EXIT.usage, 'Give more of it.');
  return api.post(`/api/approvals/{id}/${verdict}`, {
    path: { id: found.approval_id },
    body: reason === undefined ? {} : { reason },
  });
}
