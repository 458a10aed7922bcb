import { Controller, Get, Param, Query } from '@nestjs/common';
import { commands, previewedCommandNames, type PreviewedCommandName } from '@reprise/contracts';
import { JobId } from '../../shared/http/job-id.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { JobQueries } from '../queries/job-queries.ts';
import { LookUpSources } from '../command-requests/look-up.ts';
import { previewOf } from '../command-handling/look-ups.ts';

/** One route for the preview of each command that has one. Records nothing. */
@Controller()
export class PreviewsController {
  constructor(
    private readonly queries: JobQueries,
    private readonly sources: LookUpSources,
  ) {}

  async read(name: PreviewedCommandName, jobId: string, query: object): Promise<object> {
    const { read } = previewOf(name);
    return read(await this.queries.find(jobId), query as never, this.sources);
  }
}

for (const name of previewedCommandNames.toSorted()) addRoute(name);

/** Adds a method to the controller, with what its decorators would add. */
function addRoute(name: PreviewedCommandName): void {
  const { summary, query, answer } = commands[name].preview;
  const { prototype } = PreviewsController;
  const methods = {
    [name](this: PreviewsController, jobId: string, given: object) {
      return this.read(name, jobId, given);
    },
  };
  const descriptor: PropertyDescriptor = { value: methods[name] };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Object], prototype, name);
  Param('id', { schema: JobId })(prototype, name, 0);
  Query({ schema: OneQuery.extend(query) })(prototype, name, 1);
  const describe = DescribeQuery({
    operationId: `Preview${name[0]!.toUpperCase()}${name.slice(1)}_preview`,
    summary,
    answer: { schema: answer.name, example: answer.example },
    problems: ['unknown_job', ...previewOf(name).problems],
  });
  for (const decorate of [Get(`${commands[name].path}/preview`), describe]) decorate(prototype, name, descriptor);
}
