import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CheckBody, type ParamsCheck } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { checkExamples } from '../examples.ts';

/** Checks the parameters and launch options of a submission that is not made yet. Records nothing. */
@Controller('jobs/check')
export class CheckController {
  constructor(private readonly pipelines: InstalledPipelines) {}

  @Post()
  @HttpCode(200)
  @DescribeCheck()
  async check(@Body({ schema: CheckBody }) { pipeline: name, params, launch = {} }: CheckBody): Promise<ParamsCheck> {
    const pipeline = this.pipelines.find(name);
    const checked = await this.pipelines.look(pipeline, params);
    const ofLaunch = this.pipelines.lookAtLaunch(pipeline, launch);
    return {
      errors: [...(checked.ok ? [] : checked.errors), ...ofLaunch.errors],
      warnings: [...checked.warnings, ...ofLaunch.warnings],
    };
  }
}

function DescribeCheck(): MethodDecorator {
  return applyDecorators(
    ApiTags('Queries'),
    ApiOperation({
      operationId: 'CheckParams_check',
      summary: 'Check parameters and launch options before submitting; records nothing',
    }),
    ApiBody({ schema: referenceTo('CheckBody'), required: true, examples: examplesOf({ demo: checkExamples.body }) }),
    ApiResponse({ status: 200, description: 'As it is now', content: jsonOf(checkExamples.answer) }),
    ...problemAnswers([
      ...PROBLEMS.ofEveryRoute,
      ...(['malformed', 'other_site', 'too_large', 'not_json', 'wrong_body'] as const),
      ...(['unknown_pipeline', 'params_too_large'] as const),
    ]),
  );
}
