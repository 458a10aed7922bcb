import { inject, Service, untracked } from '@angular/core';
import { Api } from '../../core/api/api.ts';
import { People } from '../../shared/people/people.ts';
import { JobList } from './job-list.ts';

/** Keeps the list while its page is closed, so that going back restores the rows and the scroll position. */
@Service()
export class JobListCache {
  private readonly people = inject(People);
  readonly list = new JobList(inject(Api), (actor) => untracked(() => this.people.text(actor)));
  scrollTop = 0;
}
