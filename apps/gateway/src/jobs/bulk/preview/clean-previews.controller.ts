import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CleanPreviewsBody, commands, type CleanPreviews } from '@reprise/contracts';
import { decide, isRefusal } from '@reprise/job';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../../shared/openapi/describe.ts';
import { EXAMPLE } from '../../../shared/openapi/example-values.ts';
import { referenceTo } from '../../../shared/openapi/schemas.ts';
import { JobQueries } from '../../queries/job-queries.ts';
import { Storages } from '../../storages.ts';

/** Jobs that are counted at once: a runner walks through the folders of each. */
const AT_ONCE = 4;
/** Paths of each job, the largest. */
const MOST_PATHS = 20;

/** Previews a clean of many jobs. Deletes and records nothing. */
@Controller('jobs/bulk')
export class CleanPreviewsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly storages: Storages,
  ) {}

  @Post('clean/preview')
  @HttpCode(200)
  @DescribeCleanPreviews()
  async preview(@Body({ schema: CleanPreviewsBody }) body: CleanPreviewsBody): Promise<CleanPreviews> {
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
    const preview = await this.storages.planClean(job, what, storage_id);
    return { job_id, refusal: null, preview: preview && { ...preview, paths: preview.paths.slice(0, MOST_PATHS) } };
  }
}

function DescribeCleanPreviews(): MethodDecorator {
  const bodies = { work_dirs: { job_ids: [EXAMPLE.jobId] }, all_files: { job_ids: [EXAMPLE.jobId], what: 'all' } };
  const answer = {
    schema: 'CleanPreviews',
    example: { items: [{ job_id: EXAMPLE.jobId, refusal: null, preview: commands.clean.preview.answer.example }] },
  } as const;
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'PreviewBulkClean_preview',
      summary:
        'Paths and bytes that a clean of many jobs would delete now, and which of them refuse it; deletes nothing',
    }),
    ApiBody({ schema: referenceTo('CleanPreviewsBody'), required: true, examples: examplesOf(bodies) }),
    ApiResponse({ status: 200, description: 'As it is now', content: jsonOf(answer) }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body', 'database_away'] as const),
    ]),
  );
}
