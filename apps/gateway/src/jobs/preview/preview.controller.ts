import { applyDecorators, Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PreviewBody, type RunPreview } from '@reprise/contracts';
import { JobId } from '../../shared/http/job-id.ts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { previewExamples } from './examples.ts';
import { Previews } from './previews.ts';

/** Previews what a resume or restart would do. Records nothing. */
@Controller('jobs')
export class PreviewController {
  constructor(
    private readonly queries: JobQueries,
    private readonly previews: Previews,
  ) {}

  @Post(':id/preview')
  @HttpCode(200)
  @DescribePreview()
  async preview(
    @Param('id', { schema: JobId }) jobId: string,
    @Body({ schema: PreviewBody }) body: PreviewBody,
  ): Promise<RunPreview> {
    return this.previews.of(await this.queries.find(jobId), body);
  }
}

function DescribePreview(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'PreviewRun_preview',
      summary:
        'Preview of a restart from a step, or of a resume: steps that run again, and steps that stay cached; records nothing',
    }),
    ApiBody({ schema: referenceTo('PreviewBody'), required: false, examples: examplesOf(previewExamples.bodies) }),
    ApiResponse({ status: 200, description: 'As it is now', content: jsonOf(previewExamples.answer) }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body', 'database_away'] as const),
      ...(['unknown_job', 'wrong_params', 'params_too_large'] as const),
    ]),
  );
}
