import { askTool } from '../ask-tool.ts';

/** The job fields that are used here. Source: JobDetail of the AWS Batch API */
export interface BatchJob {
  readonly jobId: string;
  readonly status: string;
  readonly statusReason?: string;
  /** Amazon Resource Name. */
  readonly jobQueue?: string;
  readonly isTerminated?: boolean;
  readonly container?: { readonly command?: readonly string[] };
  readonly arrayProperties?: { readonly statusSummary?: Readonly<Record<string, number>> };
}

/** Runs `aws batch` and returns its output. */
export type Aws = (...args: string[]) => Promise<string>;

/** Long lists are paginated, and the tool joins the pages. */
const ANSWERS_WITHIN_MS = 30_000;
/** Maximum number of ids per call. Source: DescribeJobs and DescribeJobDefinitions */
const MOST_AT_ONCE = 100;
/** States of jobs that have not ended, in order. A job that changes during the listing appears in a later list. */
const LIVE = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'] as const;

/** Creates a function that calls `aws batch` in the region that Nextflow would use with these variables. */
export function awsCli(env: NodeJS.ProcessEnv, withinMs = ANSWERS_WITHIN_MS): Aws {
  const region = env['AWS_DEFAULT_REGION'] ?? env['AWS_REGION'];
  const options = ['--output', 'json', ...(region ? ['--region', region] : [])];
  return (...args) => askTool('aws', ['batch', ...args, ...options], { ...env, AWS_PAGER: '' }, withinMs);
}

/** Returns the jobs with these ids that AWS Batch knows. @throws Error if it does not answer */
export async function describeJobs(aws: Aws, ids: readonly string[]): Promise<Map<string, BatchJob>> {
  const jobs = new Map<string, BatchJob>();
  for (const some of parts(ids))
    for (const job of itemsIn(await aws('describe-jobs', '--jobs', ...some), 'jobs', isJob)) jobs.set(job.jobId, job);
  return jobs;
}

/** Returns whether all of these job definitions exist, such as `nf-ubuntu:3`. @throws Error if it does not answer */
export async function knowsDefinitions(aws: Aws, names: readonly string[]): Promise<boolean> {
  const known = new Set<string>();
  for (const some of parts(names)) {
    const printed = await aws('describe-job-definitions', '--job-definitions', ...some);
    for (const { jobDefinitionName, revision } of itemsIn(printed, 'jobDefinitions', isDefinition))
      known.add(`${jobDefinitionName}:${String(revision)}`);
  }
  return names.every((name) => known.has(name));
}

/** Returns the Amazon Resource Names of all queues. @throws Error if it does not answer */
export async function listQueues(aws: Aws): Promise<string[]> {
  return itemsIn(await aws('describe-job-queues'), 'jobQueues', isQueue).map(({ jobQueueArn }) => jobQueueArn);
}

/** Returns the ids of a queue's jobs that have not ended; an array is one id. @throws Error if it does not answer */
export async function listLiveIds(aws: Aws, queue: string): Promise<string[]> {
  const ids: string[] = [];
  for (const status of LIVE) {
    const printed = await aws('list-jobs', '--job-queue', queue, '--job-status', status);
    ids.push(...itemsIn(printed, 'jobSummaryList', isSummary).map(({ jobId }) => jobId));
  }
  return ids;
}

const parts = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, part) =>
    ids.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE),
  );

/** @throws Error if the output is not such a list, or is incomplete */
function itemsIn<T extends object>(printed: string, name: string, isItem: (item: object) => item is T): T[] {
  const answer = (parsed(printed) ?? {}) as Readonly<Record<string, unknown>>;
  const items = answer[name];
  const isWhole = !('NextToken' in answer || 'nextToken' in answer);
  if (!isWhole || !Array.isArray(items) || !items.every((item) => isItem((item ?? {}) as object)))
    throw new Error(`aws printed unexpected output: ${printed.trim().split('\n')[0]?.slice(0, 100) ?? ''}`);
  return items as T[];
}

function parsed(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return null;
  }
}

const has = (item: object, name: string, type: string) => typeof (item as Record<string, unknown>)[name] === type;
const isSummary = (item: object): item is Pick<BatchJob, 'jobId'> => has(item, 'jobId', 'string');
const isJob = (item: object): item is BatchJob => has(item, 'jobId', 'string') && has(item, 'status', 'string');
const isQueue = (item: object): item is { jobQueueArn: string } => has(item, 'jobQueueArn', 'string');
const isDefinition = (item: object): item is { jobDefinitionName: string; revision: number } =>
  has(item, 'jobDefinitionName', 'string') && has(item, 'revision', 'number');
