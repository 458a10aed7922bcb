import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import { auditActors, pageOfList, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { ListQuery } from '../../shared/http/page-query.ts';

@Controller('audit')
export class ListActorsController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Get('actors')
  @DescribeQuery({
    summary: 'The people and services that have entries in the audit trail',
    answer: 'actors',
    problems: ['wrong_cursor'],
  })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<string>> {
    return pageOfList(await auditActors(this.readModel), query);
  }
}
