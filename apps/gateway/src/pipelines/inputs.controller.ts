import { Controller, Get, Query } from '@nestjs/common';
import type { InputListing } from '@reprise/contracts';
import { z } from 'zod';
import { DescribeQuery } from '../shared/openapi/describe.ts';
import { pipelineExamples } from './examples.ts';
import { InputFolders } from './input-folders.ts';

const InputsQuery = z.strictObject({ path: z.string().max(4096).optional() });

@Controller('inputs')
export class InputsController {
  constructor(private readonly folders: InputFolders) {}

  @Get()
  @DescribeQuery({
    operationId: 'BrowseInputs_browse',
    summary: 'A folder inside the input roots, or without a path the roots',
    answer: pipelineExamples.inputs,
    problems: ['wrong_folder'],
  })
  list(@Query({ schema: InputsQuery }) { path }: z.infer<typeof InputsQuery>): Promise<InputListing> {
    return this.folders.list(path);
  }
}
