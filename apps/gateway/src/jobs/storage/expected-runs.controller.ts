import { Controller } from '@nestjs/common';
import type { ExpectedRun } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { pipelineRoutes } from '@reprise/contracts/routes';
import { Serve } from '../../shared/http/serve.ts';
import { ExpectedRuns } from './expected-runs.ts';

/** Duration and disk space that a new job is expected to take. */
@Controller()
export class ExpectedRunsController {
  constructor(private readonly expected: ExpectedRuns) {}

  @Serve(pipelineRoutes.expected)
  show({ params: { name } }: Parsed<typeof pipelineRoutes.expected>): Promise<ExpectedRun> {
    return this.expected.of(name);
  }
}
