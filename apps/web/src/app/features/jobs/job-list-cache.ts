import { inject, Service } from '@angular/core';
import { Api } from '../../core/api.ts';
import { JobList } from './job-list.ts';

/** The list outlives its page: a person who looks at a job and goes back finds the rows and the place they left. */
@Service()
export class KeptList {
  readonly list = new JobList(inject(Api));
  scrolledTo = 0;
}
