import { signal } from '@angular/core';
import type { JobsSummary } from '@reprise/contracts';
import type { Api } from '../../core/api/api.ts';
import { type ListState, scopeQuery } from './list-state.ts';

/** Number of jobs of each status, within the other filters. */
export class JobCounts {
  private readonly api: Pick<Api, 'summary'>;
  private asked = 0;
  private counted = '';
  readonly summary = signal<JobsSummary | null>(null);

  constructor(api: Pick<Api, 'summary'>) {
    this.api = api;
  }

  /** Reads the counts again. The response to the latest request wins, and responses for other filters are dropped. */
  async read(state: ListState): Promise<void> {
    const asked = ++this.asked;
    const query = scopeQuery(state);
    const scope = JSON.stringify(query);
    // the list shows the error
    const summary = await this.api.summary(query).catch(() => (scope === this.counted ? this.summary() : null));
    if (asked !== this.asked) return;
    this.summary.set(summary);
    this.counted = scope;
  }
}
