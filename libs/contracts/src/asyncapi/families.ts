import type { EventKind } from '../event-catalog/catalog.ts';

interface Family {
  readonly kind: EventKind;
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** Further subject token besides the type; absent if the subject has none. */
  readonly parameter?: { readonly name: string; readonly description: string };
}

const job = { name: 'job_id', description: 'The id of the job, a UUID' };

/** Event families. Each has its own subjects. */
export const families: readonly Family[] = [
  {
    kind: 'life',
    address: 'reprise.jobs.{job_id}.life.{type}',
    title: 'Lifecycle of jobs',
    description: 'Commands to a job and their results: everything that determines its status.',
    parameter: job,
  },
  {
    kind: 'task',
    address: 'reprise.jobs.{job_id}.task.{type}',
    title: 'Tasks and observations',
    description: 'What the runner saw of an attempt: the tasks of its steps, its plan, its session.',
    parameter: job,
  },
  {
    kind: 'refused',
    address: 'reprise.jobs.{job_id}.refused.{type}',
    title: 'Refused commands',
    description: 'Commands that were not allowed. They changed nothing, but are recorded.',
    parameter: job,
  },
  {
    kind: 'queue',
    address: 'reprise.queues.{queue}.{type}',
    title: 'Queues',
    description: 'What happens to a queue and to its places.',
    parameter: { name: 'queue', description: 'The name of the queue' },
  },
  {
    kind: 'runner',
    address: 'reprise.runners.{runner}.{type}',
    title: 'Runners',
    description: 'Commands to a runner, and its reports about itself.',
    parameter: { name: 'runner', description: 'The id of the runner' },
  },
  {
    kind: 'input',
    address: 'reprise.inputs.{input_id}.{type}',
    title: 'Uploads and registered inputs',
    description: 'What people upload, make samples of, register under a name, and delete.',
    parameter: { name: 'input_id', description: 'The id of the upload, the sample or the registered input, a UUID' },
  },
  {
    kind: 'access',
    address: 'reprise.access.{type}',
    title: 'Access',
    description:
      'Sign-ins, accounts, tokens, rights and approvals. In the log and the audit only: the copy for programs has none of these, because they are about people.',
  },
];
