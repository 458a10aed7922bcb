import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AuditQuery, type AuditEntry, type Page } from '@reprise/contracts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { ListAudit } from './list-audit.handler.ts';

@Controller('audit')
export class ListAuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({
    summary: 'The audit trail of all jobs, filtered, newest first',
    answer: 'audit',
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.queries.execute(new ListAudit(query));
  }
}
