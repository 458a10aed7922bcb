import { stringify } from 'csv-stringify/sync';
import { Injectable } from '@nestjs/common';
import { reportTitles } from '@reprise/pipelines';
import type { JobView } from '@reprise/contracts';
import { JobFiles, type AttemptFiles, type ZippedFolder } from '@reprise/gateway/jobs';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { InstalledPipelines } from '@reprise/gateway/shared/pipelines/installed-pipelines.ts';
import type { BatchFile, BatchFiles } from '../contract/index.ts';

const TOO_MANY = 'Only a part of its files is listed. Read the others by their paths.';

/** Results of the jobs of a batch. */
@Injectable()
export class BatchResults {
  constructor(
    private readonly files: JobFiles,
    private readonly pipelines: InstalledPipelines,
  ) {}

  /** Lists the results of the completed jobs, one job after another. */
  async list(jobs: readonly JobView[]): Promise<BatchFiles> {
    const titles = new Map(
      (await this.pipelines.all()).map(({ manifest }) => [manifest.name, reportTitles(manifest.reports)]),
    );
    const folders = folderNames(jobs);
    const items: BatchFile[] = [];
    const missing: BatchFiles['missing'] = [];
    for (const job of jobs) {
      const { job_id, sample_name } = job;
      const has_completed = job.status === 'completed';
      const found = await this.resultsOf(job);
      if (typeof found === 'string') {
        missing.push({ job_id, sample_name, has_completed, detail: found });
        continue;
      }
      const { attempt, files, gone, truncated } = found;
      const folder = folders.get(job_id)!;
      for (const { path, kind, bytes, sha256 } of files)
        items.push({
          job_id,
          sample_name,
          attempt,
          folder,
          path,
          kind,
          bytes,
          sha256,
          report: titles.get(job.pipeline)?.(path) ?? null,
          url: `/api/jobs/${job_id}/files/${path.split('/').map(encodeURIComponent).join('/')}?attempt=${String(attempt)}`,
        });
      if (truncated) missing.push({ job_id, sample_name, has_completed, detail: TOO_MANY });
      else if (gone.length > 0)
        missing.push({
          job_id,
          sample_name,
          has_completed,
          detail: `Recorded results were moved or deleted: ${gone.map(({ path }) => path).join(', ')}`,
        });
    }
    return { items, missing };
  }

  /**
   * Returns the folders for a ZIP. Each is read when its turn comes.
   * @throws ProblemException 404 if no completed job has results
   */
  async folders(jobs: readonly JobView[]): Promise<AsyncIterable<ZippedFolder>> {
    const folders = this.foldersOf(jobs);
    const first = await folders.next();
    if (first.done) throw new ProblemException(404, 'No job of this batch has results that can be read.');
    return (async function* () {
      yield first.value;
      yield* folders;
    })();
  }

  /** Jobs whose results cannot be read become folders that are missing. */
  private async *foldersOf(jobs: readonly JobView[]): AsyncGenerator<ZippedFolder, void> {
    const unread: ZippedFolder[] = [];
    const names = folderNames(jobs);
    let hasAny = false;
    for (const job of jobs) {
      const folder = names.get(job.job_id)!;
      const found = await this.resultsOf(job);
      if (typeof found === 'string' || found.truncated) {
        const why = typeof found === 'string' ? found : TOO_MANY;
        unread.push({ source: null, paths: [], folder, why });
        hasAny ||= job.status === 'completed';
        continue;
      }
      const { source, files, gone } = found;
      if (files.length === 0 && gone.length === 0) continue;
      hasAny = true;
      yield { source, paths: [...files, ...gone].map(({ path }) => path), folder };
    }
    if (hasAny) yield* unread;
  }

  /** Returns the results of a job, or the reason why they cannot be read. */
  private async resultsOf({ job_id, status }: JobView): Promise<AttemptFiles | string> {
    if (status !== 'completed') return 'The job has not completed.';
    const found = await this.files.filesOf(job_id);
    return found.away ? found.away.detail : found;
  }
}

/**
 * Returns a folder name for each job: its sample, with the job's id if another job of the batch has the same sample.
 * Names that differ only in case are the same on some file systems.
 */
export function folderNames(jobs: readonly Pick<JobView, 'job_id' | 'sample_name'>[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  const named = jobs.map(({ job_id, sample_name }) => {
    const name = sample_name.replaceAll(/[^\p{L}\p{N}._+-]+/gu, '_').replace(/^\.+/, '_');
    count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
    return { job_id, name };
  });
  return new Map(
    named.map(({ job_id, name }) => [job_id, count.get(name.toLowerCase()) === 1 ? name : `${name}-${job_id}`]),
  );
}

const COLUMNS = ['sample_name', 'job_id', 'attempt', 'path', 'kind', 'bytes', 'sha256', 'url'] as const;

/** Returns the list as CSV. Cells that look like formulas are escaped. */
export const filesCsv = (files: readonly BatchFile[]): string =>
  stringify([...files], { header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' });
