import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBody, NamedInputBody, type NamedInput, type NamedInputPage } from '@reprise/contracts';
import { z } from 'zod';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { ListQuery, OneQuery } from '../../shared/http/page-query.ts';
import { DescribeRecordChange, reasonBody } from '../../shared/openapi/describe-record-change.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { namedInputBodies, namedInputExamples } from './examples.ts';
import { NamedInputs } from './named-inputs.service.ts';

const NamedQuery = ListQuery.extend({ removed: z.stringbool().default(false) });

@Controller('inputs/named')
export class NamedInputsController {
  constructor(private readonly inputs: NamedInputs) {}

  @Get()
  @DescribeQuery({
    operationId: 'NamedInputs_list',
    summary: 'Inputs that are registered under a name, newest first; `removed=true` lists removed ones too',
    answer: namedInputExamples.inputs,
    problems: ['wrong_cursor'],
  })
  list(@Query({ schema: NamedQuery }) query: z.infer<typeof NamedQuery>): Promise<NamedInputPage> {
    return this.inputs.list(query);
  }

  @Post()
  @DescribeRecordChange({
    tag: 'Inputs',
    operationId: 'NamedInputs_add',
    summary: 'Register values of parameters under a name',
    status: 201,
    body: namedInputBodies.input,
    answer: namedInputExamples.input,
    problems: ['wrong_input_name', 'name_taken', 'unreachable_input'],
  })
  add(@Body({ schema: NamedInputBody }) body: NamedInputBody, @CallerParam() caller: Caller): Promise<NamedInput> {
    return this.inputs.add(body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Inputs',
    operationId: 'NamedInputs_remove',
    summary: 'Offer a registered input no longer; who added and removed it is kept, and jobs stay as they are',
    status: 204,
    problems: ['unknown_input'],
  })
  remove(
    @Param('id') id: string,
    @Query({ schema: OneQuery }) _: unknown,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.inputs.remove(id, undefined, caller);
  }

  @Post(':id/remove')
  @HttpCode(204)
  @DescribeRecordChange({
    tag: 'Inputs',
    operationId: 'NamedInputs_removeWithReason',
    summary: 'Offer a registered input no longer, with a reason for the audit',
    status: 204,
    body: reasonBody,
    problems: ['unknown_input', 'input_reason_required'],
  })
  removeWithReason(
    @Param('id') id: string,
    @Body({ schema: CommandBody }) { reason }: CommandBody,
    @CallerParam() caller: Caller,
  ): Promise<void> {
    return this.inputs.remove(id, reason, caller);
  }
}
