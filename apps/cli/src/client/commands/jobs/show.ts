import type { AttemptView, JobView } from '@reprise/contracts';
import { duration } from '@reprise/contracts/durations';
import type { Command } from 'commander';
import { action, addClientCommand } from '../../client-command.ts';
import type { Connection } from '../../connection/connection.ts';
import { findJob } from '../../connection/find-job.ts';
import { frozenBefore } from '../../connection/frozen-before.ts';
import { peopleOf, type ActorNames } from '../../connection/people.ts';
import { connect, printJson, type Context, type ServerOptions } from '../../context.ts';
import { jobFacts, permitted } from '../../watch/job-facts.ts';
import { queueText, silentRunnerText } from '../../watch/job-surroundings.ts';
import { liveTaskLines } from '../../watch/live-task-lines.ts';
import { stepLines } from '../../watch/step-lines.ts';
import { tableLines } from '../../terminal/table.ts';
import { localTime, paintStatus } from '../../terminal/words.ts';
import { showResources } from './job-resources.ts';

type Attempt = AttemptView;
type ShowOptions = ServerOptions & { readonly resources?: boolean };

export function addShow(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'show',
    summary: 'Show a job: its state, steps and attempts.',
    examples: [
      ['reprise show 0196f0c8', 'the beginning of the id is enough'],
      ['reprise show 0196f0c8 --resources', 'CPUs, memory and time that its tasks requested and used'],
      ['reprise show 0196f0c8 --json | jq .failure.stderr_tail', 'for programs'],
    ],
  })
    .argument('<job>', 'id of the job, or the beginning of it')
    .option('--resources', 'the resources of its tasks, by step')
    .action(action(context, (job: string, options: ShowOptions) => show(context, job, options)));
}

async function show(context: Context, given: string, options: ShowOptions): Promise<void> {
  const connection = connect(context, options);
  const id = await findJob(connection, given);
  if (options.resources) return showResources(context, connection, id, options);
  const job = await connection.api.get('/api/jobs/{id}', { path: { id } });
  if (options.json) return printJson(context, job);
  const { items: attempts } = await connection.api.get('/api/jobs/{id}/attempts', { path: { id } });
  const { terminal, now } = context;
  // Without the session, all commands that the job allows are listed.
  const denied = await connection.api.get('/api/session').then(
    ({ denied_commands }) => denied_commands,
    () => ({}),
  );
  const people = await peopleOf(connection);
  // Only the text about clusters would be missing.
  const { executors } = job.asked
    ? await connection.api.get('/api/jobs/{id}/executors', { path: { id } }).catch(() => ({ executors: [] }))
    : { executors: [] };
  const lineage = attempts.find(({ attempt }) => attempt === job.attempt)?.described?.lineage;
  const around = await aroundOf(connection, job, people);
  const facts = jobFacts(permitted(job, denied), people, terminal.paint, now(), executors, lineage, around);
  terminal.out(facts.join('\n'));
  if (job.steps.length > 0) {
    const frozen = job.paused_ms > 0 ? await frozenBefore(connection, id, now()) : [];
    terminal.out(['', ...stepLines(job, terminal, now(), frozen)].join('\n'));
  }
  if (executors.some(({ tasks }) => tasks.length > 0)) {
    const { items } = await connection.api.get('/api/jobs/{id}/tasks', {
      path: { id },
      query: { attempt: job.attempt, limit: 1_000 },
    });
    terminal.out(['', ...liveTaskLines(executors, items, terminal.width)].join('\n'));
  }
  if (attempts.length > 1) terminal.out(['', ...attemptLines(attempts, context, people.nameOf)].join('\n'));
}

/** Returns why a job is waiting or makes no progress, and whether it has no files, as far as that is known. */
async function aroundOf({ api }: Connection, job: JobView, people: ActorNames) {
  const nothing = { items: [] };
  const { items: queues } = job.status === 'pending' ? await api.get('/api/queues').catch(() => nothing) : nothing;
  const { items: runners } = job.runner_id === null ? nothing : await api.get('/api/runners').catch(() => nothing);
  return {
    queue: queueText(job, queues, people),
    runner: silentRunnerText(job, runners),
    ...(await filesOf(api, job)),
  };
}

/** Maximum number of reports that are named. */
const MOST_REPORTS = 20;

/**
 * Returns the reports of a job that has ended, or `hasNoFiles` if it was unsuccessful and is known to have no result
 * files, for example because partial results were deleted.
 */
async function filesOf(api: Connection['api'], { job_id: id, status, output_dir }: JobView) {
  if (!['completed', 'failed'].includes(status) || output_dir === null) return {};
  const listed = (query: { limit: number; reports?: '1' }) =>
    api.get('/api/jobs/{id}/files', { path: { id }, query }).catch(() => null);
  const any = status === 'failed' ? await listed({ limit: 1 }) : null;
  if (any?.away === null && any.items.length === 0) return { hasNoFiles: true };
  const found = await listed({ limit: MOST_REPORTS, reports: '1' });
  return { reports: found?.away === null ? found.items : [] };
}

const attemptLines = (
  attempts: readonly Attempt[],
  { terminal }: Context,
  nameOf: (actor: string) => string,
): string[] =>
  tableLines(
    attempts,
    [
      { title: 'Attempt', cell: ({ attempt }) => String(attempt), align: 'right' },
      { title: 'Mode', cell: ({ mode }) => mode },
      {
        title: 'Status',
        cell: ({ status }) => status,
        paint: (text, { status }) => paintStatus(terminal.paint, status, text),
      },
      { title: 'By', cell: ({ requested_by }) => nameOf(requested_by), dropOrder: 2 },
      { title: 'Requested', cell: ({ requested_at }) => localTime(requested_at), dropOrder: 1 },
      {
        title: 'Took',
        cell: ({ duration_ms, paused_ms }) => (duration_ms === null ? '' : duration(duration_ms - paused_ms)),
        align: 'right',
      },
      ...(attempts.some(({ paused_ms }) => paused_ms > 0)
        ? [
            {
              title: 'Paused',
              cell: ({ paused_ms }: Attempt) => (paused_ms > 0 ? duration(paused_ms) : ''),
              align: 'right' as const,
            },
          ]
        : []),
      { title: 'Reason', cell: ({ reason }) => reason ?? '', shrinksTo: 10, dropOrder: 3 },
    ],
    terminal.width,
  );
