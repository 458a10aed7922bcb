import { readAwsBatchLog, type AwsBatchLog } from '@reprise/nextflow';
import type { AttemptSpec, Listing, LiveTask, Phase } from '../executor.ts';
import { describeJobs, knowsDefinitions, listLiveIds, listQueues, type Aws, type BatchJob } from './ask-aws.ts';

/** Minimum time that AWS Batch keeps an ended job. Source: Job states, in its user guide */
const KEPT_MS = 7 * 24 * 3_600_000;
/** Number of latest jobs that determine the queues of a run. */
const LATEST = 100;

/** States of ended jobs. Unknown states count as alive. Source: Job states, in the user guide of AWS Batch */
const ENDED: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED']);
const WAITING: ReadonlySet<string> = new Set(['SUBMITTED', 'PENDING', 'RUNNABLE']);
/** States of an array's jobs. The array's own state comes first: it is `PENDING` until all jobs have ended. */
const OF_ARRAY = ['RUNNING', 'STARTING', 'RUNNABLE'] as const;

/** A task's script in its job's command; with Fusion it is below `/fusion/s3`. */
const SCRIPT = /(?:s3:\/\/|\/fusion\/s3\/)([^\s'"]+)\/\.command\.run\b/;

/**
 * Lists attempts' jobs on AWS Batch: those that Nextflow logged and has not seen end. Unless the list is for viewers,
 * it includes those whose ids Nextflow could not log: jobs in the same queues whose scripts are in the work dir.
 */
export async function listBatchJobs(
  { attemptDirs, workRoot = '' }: AttemptSpec,
  aws: Aws,
  isLook: boolean,
): Promise<Listing> {
  try {
    const logs = await Promise.all(attemptDirs.map(readAwsBatchLog));
    if (!logs.some(({ hasTasks, ids, hasArrays, definitions }) => hasTasks || ids[0] || hasArrays || definitions[0]))
      return { alive: [] };
    const open = new Map(logs.flatMap((log) => [...log.open]));
    const isWhole = !isLook || logs.some(({ hasArrays }) => hasArrays);
    const latest = isWhole ? logs.flatMap(({ ids }) => ids).slice(-LATEST) : [];
    const asked = new Set([...open.keys(), ...latest]);
    const known = await describeJobs(aws, [...asked]);
    if (isWhole || open.size > 0) await expectPlace(aws, logs, asked, known);
    const alive = [...known.values()].flatMap((job) => taskOf(job, open.get(job.jobId)));
    return { alive: isWhole ? [...alive, ...(await findOthers(aws, workRoot, known))] : alive };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

/**
 * Checks that `aws` uses the region and account of Nextflow. With a different region or account, all jobs would appear
 * to be gone.
 * @throws Error if it uses a different one, or if this is unknown
 */
async function expectPlace(
  aws: Aws,
  logs: readonly AwsBatchLog[],
  asked: ReadonlySet<string>,
  known: ReadonlyMap<string, BatchJob>,
): Promise<void> {
  const recent = logs.filter(({ writtenAt }) => Date.now() - writtenAt < KEPT_MS);
  const missing = recent.flatMap(({ open }) => [...open.keys()]).find((id) => !known.has(id));
  if (missing !== undefined) throw elsewhere(`the job ${missing}`);
  if (known.size > 0) return;
  const id = recent.flatMap(({ ids }) => ids).findLast((each) => asked.has(each));
  if (id !== undefined) throw elsewhere(`the job ${id}`);
  const definitions = [...new Set(logs.flatMap((log) => log.definitions))];
  if (definitions.length === 0 && logs.some(({ ids, hasArrays }) => ids[0] || hasArrays))
    throw elsewhere('any of these jobs');
  if (!(await knowsDefinitions(aws, definitions))) throw elsewhere(`the job definitions ${definitions.join(', ')}`);
}

const elsewhere = (what: string) =>
  new Error(
    `aws does not know ${what}, so it may ask another region or account than Nextflow (AWS_REGION, AWS_PROFILE)`,
  );

/**
 * Finds live jobs by the scripts in their commands, in the queues of known jobs, or in all queues if no job is known.
 */
async function findOthers(aws: Aws, workRoot: string, known: ReadonlyMap<string, BatchJob>): Promise<LiveTask[]> {
  if (!workRoot.startsWith('s3://'))
    throw new Error(
      'jobs whose ids Nextflow could not log are found by a work dir in a bucket that launch.work_dir names',
    );
  const folder = `${workRoot.slice('s3://'.length)}/`;
  const queues = new Set([...known.values()].flatMap(({ jobQueue }) => jobQueue ?? []));
  const ids = new Set<string>();
  for (const queue of queues.size > 0 ? queues : await listQueues(aws))
    for (const id of await listLiveIds(aws, queue)) if (!known.has(id)) ids.add(id);
  const others = await describeJobs(aws, [...ids]);
  return [...others.values()].flatMap((job) => {
    const [, dir] = SCRIPT.exec(job.container?.command?.join(' ') ?? '') ?? [];
    return dir?.startsWith(folder) ? taskOf(job, `s3://${dir}`) : [];
  });
}

function taskOf(job: BatchJob, workDir: string | undefined): LiveTask[] {
  const { jobId, status, statusReason, isTerminated = false, arrayProperties } = job;
  if (ENDED.has(status)) return [];
  const ofArray = OF_ARRAY.find((each) => (arrayProperties?.statusSummary?.[each] ?? 0) > 0);
  const state = ofArray ?? status;
  const phase: Phase = isTerminated ? 'ending' : WAITING.has(state) ? 'waiting' : 'running';
  return [
    {
      native_id: jobId,
      phase,
      state,
      ...(statusReason && { reason: statusReason }),
      ...(workDir !== undefined && { work_dir: workDir }),
    },
  ];
}
