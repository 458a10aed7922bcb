import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { NamedInputBody, type NamedInput, type NamedInputPage } from '@reprise/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import { ListQuery, OneQuery } from '../../shared/http/page-query.ts';
import { DescribeRecordChange } from '../../shared/openapi/describe-record-change.ts';
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
  add(@Body({ schema: NamedInputBody }) body: NamedInputBody, @Req() { actor }: Request): Promise<NamedInput> {
    return this.inputs.add(body, actor);
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
  remove(@Param('id') id: string, @Query({ schema: OneQuery }) _: unknown, @Req() { actor }: Request): Promise<void> {
    return this.inputs.remove(id, actor);
  }
}
