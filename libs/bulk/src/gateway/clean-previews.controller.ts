import { Controller } from '@nestjs/common';
import type { CleanPreviewsBody, CleanPreviews } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { bulkRoutes } from '../contract/index.ts';
import { decide, isRefusal } from '@reprise/job';
import { CommandPreviews, JobQueries } from '@reprise/gateway/jobs';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';

/** Number of jobs that are counted concurrently. A runner scans the folders of each. */
const AT_ONCE = 4;
/** Maximum number of paths per job, the largest ones. */
const MOST_PATHS = 20;

/** Previews a clean of many jobs. Deletes and records nothing. */
@Controller()
export class CleanPreviewsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly previews: CommandPreviews,
  ) {}

  @Serve(bulkRoutes.previewClean)
  async preview({ body }: Parsed<typeof bulkRoutes.previewClean>): Promise<CleanPreviews> {
    const ids = [...new Set(body.job_ids)];
    const items: CleanPreviews['items'] = [];
    const rest = ids.entries();
    const work = async () => {
      for (const [i, jobId] of rest) items[i] = await this.#of(jobId, body);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { items };
  }

  async #of(job_id: string, { what, storage_id }: CleanPreviewsBody): Promise<CleanPreviews['items'][number]> {
    const job = await this.queries.find(job_id).catch(() => null);
    if (job === null) return { job_id, refusal: 'There is no such job.', preview: null };
    const decision = decide(job, { name: 'clean', reason: null, what, storage_id });
    if (isRefusal(decision)) return { job_id, refusal: decision.detail, preview: null };
    const preview = await this.previews.read('clean', job, { what, storage_id }).catch(nullIfAway);
    return { job_id, refusal: null, preview: preview && { ...preview, paths: preview.paths.slice(0, MOST_PATHS) } };
  }
}

/** Returns null for the error of a runner that does not answer. */
function nullIfAway(error: unknown): null {
  if (error instanceof ProblemException && error.getStatus() === 503) return null;
  throw error;
}
