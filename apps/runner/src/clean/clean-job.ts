import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isOpen,
  leftOn,
  storageOf,
  type Cleaning,
  type EndedJob,
  type JobState,
  type StorageCommand,
} from '@reprise/job';
import { deletePaths, type Deletion, type SessionTasks } from '@reprise/nextflow';
import { jobPaths, type JobPaths } from '../attempt/job-paths.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { countPlan, MOST_PATHS } from './count-plan.ts';
import { planClean, sessionNumber, type CleanPlan } from './plan-clean.ts';

/** An ended job whose files a user or rule requested to delete. */
export type JobToClean = EndedJob & { readonly cleaning: Cleaning };

const MOST_LEFT = 20;

/** Whether the files to delete are on this storage. */
export const isToClean = (storageId: string, state: JobState): state is JobToClean =>
  state.status !== 'unknown' &&
  !isOpen(state) &&
  state.cleaning !== undefined &&
  isHere(state, state.cleaning, storageId);

const isHere = (job: EndedJob, { storage_id }: Cleaning, storageId: string) =>
  storage_id === undefined
    ? storageOf(job) === storageId
    : storage_id === storageId && leftOn(job, storageId) !== undefined;

interface CleanTools {
  readonly dataDir: string;
  readonly sessions: Pick<SessionTasks, 'forget'>;
  readonly commands: Pick<RunnerCommands, 'handle'>;
}

/**
 * Deletes the files that a clean requests, and records the deletion. After an interruption, it deletes the remaining
 * files and records the bytes of all deleted files.
 */
export async function cleanJob(job: JobToClean, tools: CleanTools): Promise<void> {
  const { what, event_id, storage_id, keep_results: keepsResults = false } = job.cleaning;
  const paths = jobPaths(tools.dataDir, job.job_id, job.launch?.work_dir);
  const session = sessionNumber(job.last_run?.work_dir);
  const isWorkCleaned = job.cleaned !== null;
  const leftBy = storage_id === undefined ? undefined : leftOn(job, storage_id)?.attempt;
  const report = await planClean(paths, { what, session, keepsResults, isWorkCleaned, leftBy }).then(
    (plan) => carryOut(plan, job, paths, tools),
    (error: unknown) => notPlanned(job, paths, error as NodeJS.ErrnoException),
  );
  await tools.commands.handle(job.job_id, report);
  await rm(journalOf(paths, event_id), { force: true });
}

async function carryOut(
  plan: CleanPlan,
  { attempt, cleaning }: JobToClean,
  paths: JobPaths,
  { sessions }: CleanTools,
): Promise<StorageCommand> {
  const before = await bytesBefore(paths, cleaning.event_id, plan);
  if (!plan.resumePossible) await sessions.forget(paths.launchDir);
  const { paths: deleted, left } = await deleteAll(plan);
  const { bytes: after } = left.length > 0 ? await countPlan(plan, Infinity) : { bytes: 0 };
  const done = { attempt, bytes: Math.max(0, before - after), resume_possible: plan.resumePossible };
  return left.length === 0
    ? { name: 'confirm_clean', ...done, paths: deleted.slice(0, MOST_PATHS) }
    : { name: 'fail_clean', ...done, left: left.slice(0, MOST_LEFT), left_count: left.length };
}

/** Reports that nothing was deleted, because it is unknown which files the results need. */
const notPlanned = (
  { attempt, cleaned }: JobToClean,
  { root }: JobPaths,
  { message, path = root }: NodeJS.ErrnoException,
): StorageCommand => ({
  name: 'fail_clean',
  attempt,
  bytes: 0,
  resume_possible: cleaned === null,
  left: [{ path, reason: message.replace(/, \w+ '.*$/s, '') }],
});

const journalOf = ({ root }: JobPaths, request: string) => join(root, `clean-${request}.bytes`);

/** Bytes that the plan deletes, counted before the first deletion of this request and saved in a file. */
async function bytesBefore(paths: JobPaths, request: string, plan: CleanPlan): Promise<number> {
  const journal = journalOf(paths, request);
  const recorded = () => readFile(journal, 'utf8').then(Number, () => NaN);
  const known = await recorded();
  if (!Number.isNaN(known)) return known;
  const { bytes } = await countPlan(plan, Infinity);
  // If the disk is full, only the count of an interrupted clean is lost.
  const isFirst = await writeFile(journal, String(bytes), { flag: 'wx' }).then(
    () => true,
    (error: unknown) => (error as NodeJS.ErrnoException).code !== 'EEXIST',
  );
  return isFirst ? bytes : recorded();
}

async function deleteAll({ groups, keep }: CleanPlan): Promise<Pick<Deletion, 'paths' | 'left'>> {
  const all = { paths: [] as string[], left: [] as Deletion['left'][number][] };
  for (const { root, paths } of groups) {
    const { paths: deleted, left } = await deletePaths(paths, root, { keep });
    all.paths.push(...deleted);
    all.left.push(...left);
  }
  return all;
}
