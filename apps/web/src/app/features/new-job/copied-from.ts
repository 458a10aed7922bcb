import { Component, computed, inject, input, resource } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { Actor } from '../../shared/people/actor.ts';

/** The job, and the attempt, whose parameters a form has copied, and who gave them: a restart can change them. */
@Component({
  selector: 'rp-copied-from',
  imports: [Actor],
  template: `Filled in as in <b class="strong">{{ job().sample_name }}</b>{{
      isFirst() ? '' : ', attempt ' + job().attempt
    }}.<br />
    @if (isFirst()) {
      Submitted by <rp-actor [actor]="job().created_by" />.
    } @else if (by(); as by) {
      Attempt {{ job().attempt }} was asked for by <rp-actor [actor]="by" />.
    }`,
})
export class CopiedFrom {
  private readonly api = inject(Api);
  readonly job = input.required<JobView>();
  protected readonly isFirst = computed(() => this.job().attempt === 1);
  private readonly read = resource({
    params: () => (this.isFirst() ? undefined : this.job().job_id),
    loader: ({ params }) => this.api.attempts(params),
  });
  /** Who asked for the attempt; null until it is read. */
  protected readonly by = computed(() => {
    const attempts = this.read.hasValue() ? this.read.value().items : [];
    return attempts.find(({ attempt }) => attempt === this.job().attempt)?.requested_by ?? null;
  });
}
