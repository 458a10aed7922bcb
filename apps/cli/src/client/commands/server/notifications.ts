import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AnswerOf } from '@reprise/api-client';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand, collect } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';

type Own = AnswerOf<'/api/notifications/own', 'get'>;
type Occasion = Own['occasions'][number];

const OCCASIONS: readonly Occasion[] = ['ended', 'failed', 'quality_failed', 'approval_needed'];

interface Options extends ServerOptions {
  readonly on?: readonly Occasion[];
  readonly off?: boolean;
  readonly jobs?: Own['jobs'];
  readonly pipeline?: readonly string[];
  readonly label?: readonly string[];
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
      ['reprise notifications --test', 'send a test to your address'],
      ['reprise notifications --off', 'no e-mails'],
    ],
  })
    .option('--on <occasion>', `when to send one: ${OCCASIONS.join(', ')}; can be repeated`, occasions)
    .addOption(new Option('--off', 'send none').conflicts(['on', 'test']))
    .addOption(new Option('--jobs <whose>', 'jobs that you submitted, or all').choices(['mine', 'every']))
    .option('--pipeline <name>', 'only jobs of this pipeline; can be repeated', collect)
    .option('--label <key=value>', 'only jobs with this label; can be repeated', collect)
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

async function run(context: Context, options: Options): Promise<void> {
  const { api } = connect(context, options);
  const { jobs, pipeline, label } = options;
  const chosen = options.off ? [] : options.on;
  const body = {
    ...(chosen && { occasions: [...chosen] }),
    ...(jobs && { jobs }),
    ...(pipeline && { pipeline: [...pipeline] }),
    ...(label && { label: [...label] }),
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
function summaryOf({ occasions: chosen, jobs, pipeline, label, address, disabled_why }: Own): string {
  if (chosen.length === 0) return 'You get no e-mails. Choose some with --on.';
  const whose = jobs === 'mine' ? 'your jobs' : 'all jobs';
  const only = [...pipeline, ...label].join(', ');
  const lines = [`E-mails to ${address} about ${whose}${only && ` (${only})`}: ${chosen.join(', ')}`];
  if (disabled_why) lines.push(`Nothing is sent. ${disabled_why} Choose again to enable them.`);
  return lines.join('\n');
}
