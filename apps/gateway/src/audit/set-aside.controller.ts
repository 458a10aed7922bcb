import { Controller, Get, Inject, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { Sequence, type Page, type SetAsideEntry } from '@reprise/contracts';
import { listSetAside, readSetAside, type ReadModel } from '@reprise/read-model';
import type { Response } from 'express';
import type { z } from 'zod';
import { ListQuery, OneQuery } from '../shared/http/page-query.ts';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { DescribeRawData } from './describe-raw-data.ts';
import { auditExamples } from './examples.ts';

/** Events that were not applied: what was stored, and why it changed nothing. */
@Controller('audit/set-aside')
export class SetAsideController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @Get()
  @DescribeQuery({
    operationId: 'ListSetAside_list',
    summary: 'The events that were set aside, since they could not be applied, newest first',
    answer: auditExamples.setAside,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: ListQuery }) query: z.infer<typeof ListQuery>): Promise<Page<SetAsideEntry>> {
    return listSetAside(this.readModel, query);
  }

  /** Sent as a file: a browser must not show what anybody may have written. */
  @Get(':seq')
  @DescribeRawData()
  async read(
    @Param('seq', { schema: Sequence }) seq: number,
    @Query({ schema: OneQuery }) _: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const data = await readSetAside(this.readModel, seq);
    if (!data) throw new NotFoundException(`No event ${String(seq)} was set aside.`);
    response.type('application/octet-stream');
    response.set('content-disposition', `attachment; filename="event-${String(seq)}.bin"`);
    response.send(Buffer.from(data));
  }
}
