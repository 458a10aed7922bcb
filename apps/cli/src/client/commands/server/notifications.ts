import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AnswerOf } from '@reprise/api-client';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, collect } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';

type Own = AnswerOf<'/api/notifications/own', 'get'>;
type QuietHours = NonNullable<Own['quiet_hours']>;
type Occasion = Own['occasions'][number];

const OCCASIONS: readonly Occasion[] = [
  'ended',
  'failed',
  'quality_failed',
  'approval_needed',
  'runner_away',
  'disk_low',
];

interface Options extends ServerOptions {
  readonly on?: readonly Occasion[];
  readonly off?: boolean;
  readonly jobs?: Own['jobs'];
  readonly pipeline?: readonly string[];
  readonly label?: readonly string[];
  readonly onePer?: Own['one_message_per'];
  readonly quiet?: QuietHours | 'none';
  readonly test?: boolean;
}

export function addNotifications(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'notifications',
    summary: 'Show or choose the e-mails that you get about jobs.',
    examples: [
      ['reprise notifications', 'what you have chosen'],
      ['reprise notifications --on failed', 'an e-mail if one of your jobs fails'],
      ['reprise notifications --on ended,quality_failed --jobs every --label run=2026-48', 'of all jobs with a label'],
      ['reprise notifications --one-per job', 'a message for each job of a batch, not one per batch'],
      ['reprise notifications --quiet 22:00-07:00', 'hold messages at night; none to remove it'],
      ['reprise notifications --test', 'send a test to your address'],
      ['reprise notifications --off', 'no e-mails'],
    ],
  })
    .option('--on <occasion>', `when to send one: ${OCCASIONS.join(', ')}; can be repeated`, occasions)
    .addOption(new Option('--off', 'send none').conflicts(['on', 'test']))
    .addOption(new Option('--jobs <whose>', 'jobs that you submitted, or all').choices(['mine', 'every']))
    .option('--pipeline <name>', 'only jobs of this pipeline; can be repeated', collect)
    .option('--label <key=value>', 'only jobs with this label; can be repeated', collect)
    .addOption(
      new Option('--one-per <what>', 'one message per batch when its jobs have ended, or per job').choices([
        'batch',
        'job',
      ]),
    )
    .option(
      '--quiet <hours>',
      'hold messages from one time to another, such as 22:00-07:00 or 22:00-07:00@Europe/Berlin; none to remove it',
      quietHours,
    )
    .option('--test', 'send a test')
    .action(action(context, (options: Options) => run(context, options)));
}

/** Parser of occasions. @throws InvalidArgumentError */
function occasions(value: string, before?: readonly string[]): string[] {
  const all = collect(value, before);
  const unknown = all.find((one) => !OCCASIONS.includes(one as Occasion));
  if (unknown !== undefined) throw new InvalidArgumentError(`It must be one of ${OCCASIONS.join(', ')}.`);
  return all;
}

/** Parser of quiet hours, by default in the time zone of this machine. @throws InvalidArgumentError */
function quietHours(value: string): QuietHours | 'none' {
  if (value === 'none') return value;
  const [, from, to, zone] = /^(\d\d:\d\d)-(\d\d:\d\d)(?:@(\S+))?$/.exec(value) ?? [];
  if (from === undefined || to === undefined)
    throw new InvalidArgumentError('It must be two times, such as 22:00-07:00 or 22:00-07:00@Europe/Berlin, or none.');
  return { from, to, time_zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}

async function run(context: Context, options: Options): Promise<void> {
  const { api } = connect(context, options);
  const { jobs, pipeline, label, onePer, quiet } = options;
  const chosen = options.off ? [] : options.on;
  const body = {
    ...(chosen && { occasions: [...chosen] }),
    ...(jobs && { jobs }),
    ...(pipeline && { pipeline: [...pipeline] }),
    ...(label && { label: [...label] }),
    ...(onePer && { one_message_per: onePer }),
    ...(quiet !== undefined && { quiet_hours: quiet === 'none' ? null : quiet }),
  };
  const isChange = Object.keys(body).length > 0;
  const own = isChange ? await api.patch('/api/notifications/own', { body }) : await api.get('/api/notifications/own');
  if (options.test) {
    const { status, last_try } = await api.post('/api/notifications/own/test');
    if (status !== 'delivered') throw new CliError(`The test failed. ${last_try?.error ?? ''}`.trimEnd(), EXIT.failed);
    context.terminal.err(`A test was sent to ${own.address}.`);
  }
  if (options.json) return printJson(context, own);
  context.terminal.out(summaryOf(own));
}

/** "E-mails to ana@lab.example about your jobs: failed" */
function summaryOf(own: Own): string {
  const { occasions: chosen, jobs, pipeline, label, address, one_message_per, quiet_hours, disabled_why } = own;
  if (chosen.length === 0) return 'You get no e-mails. Choose some with --on.';
  const whose = jobs === 'mine' ? 'your jobs' : 'all jobs';
  const only = [...pipeline, ...label].join(', ');
  const lines = [`E-mails to ${address} about ${whose}${only && ` (${only})`}: ${chosen.join(', ')}`];
  lines.push(one_message_per === 'batch' ? 'One per batch, when its jobs have ended' : 'One per job, also of a batch');
  if (quiet_hours) lines.push(`Held from ${quiet_hours.from} to ${quiet_hours.to}, ${quiet_hours.time_zone}`);
  if (disabled_why) lines.push(`Nothing is sent. ${disabled_why} Choose again to enable them.`);
  return lines.join('\n');
}
