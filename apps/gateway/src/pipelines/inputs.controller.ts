import { Controller } from '@nestjs/common';
import type { InputListing } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { pipelineRoutes } from '@reprise/contracts/routes';
import { Serve } from '../shared/http/serve.ts';
import { InputFolders } from './input-folders.ts';

@Controller()
export class InputsController {
  constructor(private readonly folders: InputFolders) {}

  @Serve(pipelineRoutes.browseInputs)
  list({ query: { path } }: Parsed<typeof pipelineRoutes.browseInputs>): Promise<InputListing> {
    return this.folders.list(path);
  }
}
