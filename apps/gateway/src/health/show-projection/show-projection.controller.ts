import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { ProjectionView } from '@reprise/contracts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { ShowProjection } from './show-projection.handler.ts';

@Controller('projection')
export class ShowProjectionController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({ summary: 'How far what is read here is behind the log', answer: 'projection' })
  show(@Query({ schema: OneQuery }) _: unknown): Promise<ProjectionView> {
    return this.queries.execute(new ShowProjection());
  }
}
