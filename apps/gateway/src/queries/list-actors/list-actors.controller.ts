import { Controller, Get, Inject } from '@nestjs/common';
import { auditActors, type ReadModel } from '@reprise/projection';
import { READ_MODEL } from '../../infrastructure/tokens.ts';
import { DescribeQuery } from '../../openapi/describe.ts';

@Controller('audit')
export class ListActorsController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Get('actors')
  @DescribeQuery({ summary: 'The people and services that have entries in the audit trail', answer: 'actors' })
  async list(): Promise<{ items: string[]; next_cursor: null }> {
    return { items: await auditActors(this.readModel), next_cursor: null };
  }
}
