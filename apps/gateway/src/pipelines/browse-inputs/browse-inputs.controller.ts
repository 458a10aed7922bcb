import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { InputListing } from '@reprise/contracts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { BrowseInputs, InputsQuery } from './browse-inputs.handler.ts';

@Controller('inputs')
export class BrowseInputsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @DescribeQuery({
    summary: 'A folder inside the input roots, or without a path the roots',
    answer: 'inputs',
    problems: ['wrong_folder'],
  })
  browse(@Query({ schema: InputsQuery }) { path }: InputsQuery): Promise<InputListing> {
    return this.queries.execute(new BrowseInputs(path));
  }
}
