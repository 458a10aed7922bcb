import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@reprise/job';
import { listDueResumes, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

/** Maximum number of jobs per check. */
const MOST = 100;

/** Failed jobs that are due to be resumed according to their policy, read from the tables. */
@Injectable()
export class DueResumes {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  list(): Promise<Job[]> {
    return listDueResumes(this.readModel, MOST);
  }
}
