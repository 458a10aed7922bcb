import { hashesAlike, nextflowWords, parserOf, type RunnerView, type RunPreview } from '@reprise/contracts';
import { chooseNextflow, neededNextflow, type Job } from '@reprise/job';

type Candidate = Pick<RunnerView, 'alive' | 'storage_id' | 'nextflow_versions'>;

/**
 * Returns the Nextflow of the last attempt and of the one that would go on from it, where that one finds none of its tasks,
 * since they get other hashes, or where no living runner with the files has one for it. Null where the tasks stay cached, or
 * it is not known: no such runner lives, or the version was not recorded.
 */
export function nextNextflow(
  { launch, last_run }: Pick<Job, 'launch' | 'last_run'>,
  runners: readonly Candidate[],
): RunPreview['nextflow'] {
  const there = runners.filter(({ alive, storage_id }) => alive && storage_id === last_run?.storage_id);
  if (last_run?.nextflow_version === undefined || there.length === 0) return null;
  const needed = neededNextflow({ mode: 'resume', launch, last_run });
  const versions = there.flatMap(({ nextflow_versions }) => chooseNextflow(needed, nextflow_versions) ?? []);
  const ran = { version: last_run.nextflow_version, parser: last_run.syntax_parser ?? null };
  const [version] = versions;
  if (version === undefined) return { ran: nextflowWords(ran), next: null };
  const next = { version, parser: parserOf(version, needed.parser ?? last_run.syntax_parser) };
  const isKept = versions.includes(ran.version) || hashesAlike(ran, next);
  return isKept ? null : { ran: nextflowWords(ran), next: nextflowWords(next) };
}
