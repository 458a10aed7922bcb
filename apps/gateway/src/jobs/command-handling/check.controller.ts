import { Controller } from '@nestjs/common';
import type { FieldProblem, ParamsCheck } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { checkRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { ScriptChecks } from '../../shared/pipelines/script-checks.ts';

/** Validates parameters and launch options before a submission. Records nothing. */
@Controller()
export class CheckController {
  constructor(
    private readonly pipelines: InstalledPipelines,
    private readonly scripts: ScriptChecks,
  ) {}

  @Serve(checkRoutes.check)
  async check({
    body: { pipeline: name, params, launch: given = {} },
  }: Parsed<typeof checkRoutes.check>): Promise<ParamsCheck> {
    const named = await this.pipelines.find(name);
    const pipeline = await this.pipelines.checkedOutAt(named, given.revision);
    const { launch, ...ofLaunch } = await this.pipelines.lookAtLaunch(named, given);
    const checked = await this.pipelines.look(pipeline ?? named, params, { launch });
    const found = checked.ok ? [] : checked.errors;
    return {
      errors: [...(pipeline ? found : []), ...ofLaunch.errors],
      warnings: [...(pipeline ? [] : asDoubts(found)), ...checked.warnings, ...ofLaunch.warnings],
      // The schema of a different revision is unknown until that revision is fetched.
      ...(pipeline ? this.scripts.ask(pipeline, launch ?? pipeline.launch) : { compiled: [], compiling: false }),
    };
  }
}

/** Turns errors that come from the default revision's schema into warnings, for a revision whose schema is unknown. */
function asDoubts(errors: readonly FieldProblem[]): readonly FieldProblem[] {
  const message = 'is not fetched yet: the parameters were checked as for the default revision';
  return errors.length ? [...errors, { field: 'launch.revision', message }] : [];
}
