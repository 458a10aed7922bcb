import { applyDecorators, Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CheckBody, type FieldProblem, type ParamsCheck } from '@reprise/contracts';
import { examplesOf, jsonOf, problemAnswers, PROBLEMS } from '../../shared/openapi/describe.ts';
import { referenceTo } from '../../shared/openapi/schemas.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { ScriptChecks } from '../../shared/pipelines/script-checks.ts';
import { checkExamples } from '../examples.ts';

/** Checks the parameters and launch options of a submission that is not made yet. Records nothing. */
@Controller('jobs/check')
export class CheckController {
  constructor(
    private readonly pipelines: InstalledPipelines,
    private readonly scripts: ScriptChecks,
  ) {}

  @Post()
  @HttpCode(200)
  @DescribeCheck()
  async check(
    @Body({ schema: CheckBody }) { pipeline: name, params, launch: given = {} }: CheckBody,
  ): Promise<ParamsCheck> {
    const named = await this.pipelines.find(name);
    const pipeline = await this.pipelines.checkedOutAt(named, given.revision);
    const { launch, ...ofLaunch } = await this.pipelines.lookAtLaunch(named, given);
    const checked = await this.pipelines.look(pipeline ?? named, params, { launch });
    const found = checked.ok ? [] : checked.errors;
    return {
      errors: [...(pipeline ? found : []), ...ofLaunch.errors],
      warnings: [...(pipeline ? [] : asDoubts(found)), ...checked.warnings, ...ofLaunch.warnings],
      // Of another revision that is not fetched yet, nothing is known.
      ...(pipeline ? this.scripts.ask(pipeline, launch ?? pipeline.launch) : { compiled: [], compiling: false }),
    };
  }
}

/** Returns errors by the schema of the default revision as warnings for a revision whose schema is not known. */
function asDoubts(errors: readonly FieldProblem[]): readonly FieldProblem[] {
  const message = 'is not fetched yet: the parameters were checked as for the default revision';
  return errors.length ? [...errors, { field: 'launch.revision', message }] : [];
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
