import { signal } from '@angular/core';
import type { JobsSummary } from '@reprise/contracts';
import type { Api } from '../../core/api.ts';
import { type ListState, scopeQuery } from './list-state.ts';

/** How many jobs there are of each status, within the other filters. */
export class JobCounts {
  private readonly api: Pick<Api, 'summary'>;
  private asked = 0;
  private counted = '';
  readonly summary = signal<JobsSummary | null>(null);

  constructor(api: Pick<Api, 'summary'>) {
    this.api = api;
  }

  /** Counts again. Of two answers, that to the later question stays; counts of other filters do not. */
  async read(state: ListState): Promise<void> {
    const asked = ++this.asked;
    const query = scopeQuery(state);
    const scope = JSON.stringify(query);
    // the list's own reading says what is wrong
    const summary = await this.api.summary(query).catch(() => (scope === this.counted ? this.summary() : null));
    if (asked !== this.asked) return;
    this.summary.set(summary);
    this.counted = scope;
  }
}
