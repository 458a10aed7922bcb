import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@reprise/job';
import { listDueResumes, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

/** Most jobs of one look. */
const MOST = 100;

/** Failed jobs that their policy resumes, as the tables have them. */
@Injectable()
export class DueResumes {
  constructor(@Inject(READ_MODEL) private readonly readModel: ReadModel) {}

  list(): Promise<Job[]> {
    return listDueResumes(this.readModel, MOST);
  }
}
