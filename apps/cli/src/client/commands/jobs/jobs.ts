import type { JobView } from '@reprise/contracts';
import { ignoredText } from '@reprise/contracts/ignored-failures';
import { labelTexts } from '@reprise/contracts/label-text';
import { elapsedText } from '@reprise/contracts/durations';
import type { Command } from 'commander';
import { action, addClientCommand, collect, positive } from '../../client-command.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import type { Connection } from '../../connection/connection.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { queryOf, type JobFilters, type Query } from './jobs-query.ts';
import { shortIds } from '../../terminal/job-ids.ts';
import { tableLines, type TableColumn } from '../../terminal/table.ts';
import { counted, localTime, paintStatus, statusWord } from '../../terminal/words.ts';

type Job = JobView;

interface Options extends ServerOptions, JobFilters {
  readonly limit: number;
  readonly all?: boolean;
}

const PAGE = 500;

export function addJobs(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'jobs',
    summary: 'List jobs, newest first.',
    examples: [
      ['reprise jobs --status running,paused', 'what is under way'],
      ['reprise jobs --mine --limit 5', 'your last five'],
      ['reprise jobs --label run=2026-48,project=cardio', 'with both labels'],
      ['reprise jobs --from 2026-11-01 --min-duration 2h', 'the slow ones since a day'],
      ['reprise jobs --view "Failed today"', 'with the filters and sort of a saved view'],
      ['reprise jobs --all --json | jq -r \'.[] | select(.failure.cause == "killed") | .job_id\'', 'ids for a script'],
    ],
  })
    .option('--status <list>', 'pending, running, paused, completed, failed', collect)
    .option('--cause <list>', 'failed by: error, killed, runner_lost, start_failed, abandoned, cancelled', collect)
    .option('--pipeline <name>', 'of this pipeline')
    .option('--queue <name>', 'of this queue')
    .option('--runner <id>', 'on this runner, as `reprise runners` lists them')
    .option('--from <time>', 'submitted from this time on: 2026-11-01, or with a time (ISO 8601)')
    .option('--to <time>', 'submitted up to this time')
    .option('--min-duration <time>', 'ran at least so long, without pauses: 90s, 45m, 1.5h, 2d')
    .option('--max-duration <time>', 'ran at most so long')
    .option('--by <person>', 'submitted by this person, as the column BY or the audit trail has them')
    .option('--mine', 'submitted by you')
    .option('--qc <list>', 'quality of the results: pass, warn, fail', collect)
    .option('--label <key=value>', 'with this label; several times: with all of them', collect)
    .option('--batch <id>', 'of this batch, as `reprise batches` lists them')
    .option('--view <name>', 'of this saved view, as `reprise views` lists them; other options replace its own')
    .option('-q, --search <text>', 'sample, job id, batch name or error message has this text')
    .option('--sort <field>', 'created_at, sample_name, status or completed_at')
    .option('--reverse', 'the other way around: oldest first')
    .option('-n, --limit <number>', 'at most so many', positive, 20)
    .option('--all', 'all of them')
    .action(action(context, (options: Options) => listJobs(context, options)));
}

async function listJobs(context: Context, options: Options): Promise<void> {
  const connection = connect(context, options);
  const { jobs, hasMore } = await readJobs(
    connection,
    await queryOf(connection, options),
    options.all ? Infinity : options.limit,
  );
  if (options.json) return printJson(context, jobs);
  const { terminal } = context;
  if (jobs.length === 0) return terminal.err('No job matches.');
  const people = await peopleOf(connection);
  const lines = tableLines(jobs, columnsOf(jobs, context, people), terminal.width);
  terminal.out([terminal.paint('bold', lines[0]!), ...lines.slice(1)].join('\n'));
  if (hasMore) terminal.err(`The first ${counted(jobs.length, 'job')}. More: --limit or --all.`);
}

async function readJobs({ api }: Connection, query: Query, limit: number): Promise<{ jobs: Job[]; hasMore: boolean }> {
  const jobs: Job[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await api.get('/api/jobs', {
      query: { ...query, limit: Math.min(PAGE, limit - jobs.length), ...(cursor && { cursor }) },
    });
    jobs.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && jobs.length < limit);
  return { jobs, hasMore: cursor !== null };
}

function columnsOf(jobs: readonly Job[], { terminal, now }: Context, people: ActorNames): TableColumn<Job>[] {
  const short = shortIds(jobs.map(({ job_id }) => job_id));
  return [
    { title: 'Job', cell: ({ job_id }) => short(job_id) },
    { title: 'Sample', cell: ({ sample_name }) => sample_name, shrinksTo: 12 },
    {
      title: 'Status',
      cell: (job) => [statusWord(job), ...doubtsIn(job)].join(', '),
      paint: (text, job) => paintStatus(terminal.paint, doubtsIn(job).length > 0 ? 'paused' : statusWord(job), text),
    },
    { title: 'Step', cell: stepOf, shrinksTo: 14, dropOrder: 2 },
    { title: 'Pipeline', cell: ({ pipeline }) => pipeline, shrinksTo: 8, dropOrder: 4 },
    { title: 'By', cell: ({ created_by }) => people.nameOf(created_by), shrinksTo: 8, dropOrder: 5 },
    { title: 'Submitted', cell: ({ created_at }) => localTime(created_at), dropOrder: 1 },
    { title: 'Took', cell: (job) => elapsedText(job, now()), align: 'right', dropOrder: 3 },
    ...(jobs.some(hasLabels) ? [LABELS] : []),
  ];
}

/** Returns what the status word leaves out: warnings, and failures that the pipeline of a completed job ignored. */
const doubtsIn = (job: Job): string[] =>
  [job.warnings ? 'warning' : '', job.status === 'completed' ? ignoredText(job) : ''].filter(Boolean);

const hasLabels = ({ labels }: Job): boolean => Object.keys(labels).length > 0;
const LABELS: TableColumn<Job> = {
  title: 'Labels',
  cell: ({ labels }) => labelTexts(labels).join(' '),
  shrinksTo: 12,
  dropOrder: 6,
};

/** `Align reads 3/12`; for a pending job, its queue position. */
function stepOf({ current_step, progress, queue_position, status }: Job): string {
  if (status === 'pending') return queue_position === null ? '' : `${String(queue_position)}. in the queue`;
  const { steps_done, steps_total } = progress;
  return [current_step ?? '', steps_total === null ? '' : `${String(steps_done)}/${String(steps_total)}`]
    .filter(Boolean)
    .join(' ');
}
