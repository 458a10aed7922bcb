import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { OPEN_JOBS } from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import { readOpenJobs, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';

/** What a runner that starts asks for, instead of reading the whole log. */
@Controller()
export class OpenJobsController {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  @MessagePattern(OPEN_JOBS)
  answer(): Promise<OpenJobs> {
    return readOpenJobs(this.readModel);
  }
}
