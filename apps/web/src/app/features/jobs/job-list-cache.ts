import { inject, Service } from '@angular/core';
import { Api } from '../../core/api/api.ts';
import { JobList } from './job-list.ts';

/** Keeps the list while its page is closed, so that going back restores the rows and the scroll position. */
@Service()
export class JobListCache {
  readonly list = new JobList(inject(Api));
  scrollTop = 0;
}
