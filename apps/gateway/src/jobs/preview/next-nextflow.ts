import {
  hashesParams,
  hashesSharedByAll,
  nextflowText,
  parserOf,
  sharedHashes,
  type NextflowRun,
  type RunnerView,
  type RunPreview,
} from '@reprise/contracts';
import { chooseNextflow, neededNextflow, type Job } from '@reprise/job';

type Candidate = Pick<RunnerView, 'alive' | 'storage_id' | 'nextflow_versions'>;
type Ended = Pick<Job, 'launch' | 'last_run'>;

/**
 * Returns the Nextflow of the last attempt and of the next one if they differ, and whether the next one finds all
 * cached tasks, none of them, or some of them (because the others have different hashes). If the job waits because no
 * active runner with the files has a matching version, returns what each accepted version finds. Null if the versions
 * are equal, or if they are unknown because no such runner is active or the version was not recorded.
 */
export function nextNextflow(job: Ended, runners: readonly Candidate[]): RunPreview['nextflow'] {
  const runs = runsOf(job, runners);
  if (!runs || runs.next === 'unknown') return null;
  const { ran, next } = runs;
  if (next === null) return { ran: nextflowText(ran), next, finds: hashesSharedByAll(ran, job.launch ?? {}) };
  const words = { ran: nextflowText(ran), next: nextflowText(next) };
  return words.ran === words.next ? null : { ...words, finds: sharedHashes(ran, next) };
}

/**
 * Returns the Nextflow of the next attempt if it omits parameters from task hashes, as the last attempt's did, and
 * finds that attempt's tasks; otherwise null. While no runner is known to have a suitable Nextflow, returns the last
 * attempt's.
 */
export function ignoresParams(job: Ended, runners: readonly Candidate[]): string | null {
  const runs = runsOf(job, runners);
  if (!runs) return null;
  const next = runs.next === null || runs.next === 'unknown' ? runs.ran : runs.next;
  const findsOld = !hashesParams(runs.ran) && !hashesParams(next) && sharedHashes(runs.ran, next) !== 'none';
  return findsOld ? nextflowText(next) : null;
}

interface Runs {
  readonly ran: NextflowRun;
  /** Null if no active runner with the files has a suitable version, unknown if none is active. */
  readonly next: NextflowRun | 'unknown' | null;
}

/** Returns the Nextflow of the last attempt and of the next; null if it was not recorded. */
function runsOf({ launch, last_run }: Ended, runners: readonly Candidate[]): Runs | null {
  if (last_run?.nextflow_version === undefined) return null;
  const ran = { version: last_run.nextflow_version, parser: last_run.syntax_parser ?? null };
  const there = runners.filter(({ alive, storage_id }) => alive && storage_id === last_run.storage_id);
  if (there.length === 0) return { ran, next: 'unknown' };
  const needed = neededNextflow({ mode: 'resume', launch, last_run });
  const versions = there.flatMap(({ nextflow_versions }) => chooseNextflow(needed, nextflow_versions) ?? []);
  if (versions.includes(ran.version)) return { ran, next: ran };
  const [version] = versions;
  if (version === undefined) return { ran, next: null };
  return { ran, next: { version, parser: parserOf(version, needed.parser ?? last_run.syntax_parser) } };
}
