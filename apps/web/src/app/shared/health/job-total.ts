import { inject, Service } from '@angular/core';
import { plural } from '../format.ts';
import type { PageCount } from '../wings/page-descriptor.ts';
import { Health } from './health.ts';

/** Number of all jobs. */
@Service()
export class JobTotal implements PageCount {
  private readonly health = inject(Health);

  count(): number | null {
    return this.health.summary()?.total ?? null;
  }

  /** "12 jobs" */
  words(): string {
    return plural(this.count() ?? 0, 'job');
  }
}
