import { Component, computed, inject, input, resource } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { AuditApi } from '../../core/api/audit-api.ts';
import { Actor } from '../../shared/people/actor.ts';

/** Maximum number of cancel commands that are read, because refused ones may follow the effective one. */
const MOST_CANCELS = '20';

/** Outcome of a job's last attempt unless it completed: the failure, or who cancelled it and why. */
@Component({
  selector: 'rp-last-end',
  imports: [Actor],
  template: `
    @if (isCancelled()) {
      Attempt {{ job().attempt }} was cancelled
      @if (cancel(); as cancel) {
        by <rp-actor [actor]="cancel.actor" />{{ cancel.reason ? ': “' + cancel.reason + '”' : ', without a reason' }}
      }
    } @else if (job().failure; as failure) {
      Attempt {{ job().attempt }} failed: {{ failure.message }}
    }
  `,
})
export class LastEnd {
  private readonly api = inject(AuditApi);
  readonly job = input.required<JobView>();
  protected readonly isCancelled = computed(() => this.job().failure?.cause === 'cancelled');
  private readonly read = resource({
    params: () => (this.isCancelled() ? this.job() : undefined),
    loader: ({ params }) => this.cancelOf(params),
  });
  /** The command that cancelled it; null until it is read. */
  protected readonly cancel = computed(() => (this.read.hasValue() ? this.read.value() : null));

  private async cancelOf({ job_id, attempt }: JobView) {
    const { items } = await this.api.entries({ job_id, command: 'cancel', limit: MOST_CANCELS });
    return items.find((entry) => entry.type === 'cancel_requested' && entry.attempt === attempt) ?? null;
  }
}
