import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CheckBody, type ParamsCheck } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { checkExamples } from '../examples.ts';

/** Checks the parameters of a submission that is not made yet. Records nothing. */
@Controller('jobs/check')
export class CheckController {
  constructor(private readonly pipelines: InstalledPipelines) {}

  @Post()
  @HttpCode(200)
  @DescribeCheck()
  async check(@Body({ schema: CheckBody }) { pipeline, params }: CheckBody): Promise<ParamsCheck> {
    const checked = await this.pipelines.look(this.pipelines.find(pipeline), params);
    return { errors: checked.ok ? [] : [...checked.errors], warnings: [...checked.warnings] };
  }
}

function DescribeCheck(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({ operationId: 'CheckParams_check', summary: 'Check parameters before submitting; records nothing' }),
    ApiBody({ schema: referenceTo('CheckBody'), required: true, examples: examplesOf({ demo: checkExamples.body }) }),
    ApiResponse({ status: 200, description: 'As it is now', content: jsonOf(checkExamples.answer) }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body'] as const),
      ...(['unknown_pipeline', 'params_too_large'] as const),
    ]),
  );
}
