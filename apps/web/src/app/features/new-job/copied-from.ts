import { Component, computed, inject, input, resource } from '@angular/core';
import type { JobView, PipelineView } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { shortRevision } from '../../shared/format.ts';
import { Actor } from '../../shared/people/actor.ts';

/**
 * The job, and the attempt, whose parameters a form has copied, and who gave them: a restart can change them. Says so if
 * the pipeline has changed since.
 */
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
    }
    @if (changed(); as text) {
      <br />{{ text }}
    }`,
})
export class CopiedFrom {
  private readonly api = inject(Api);
  readonly job = input.required<JobView>();
  /** The pipeline that is chosen in the form. */
  readonly pipeline = input<Pick<PipelineView, 'name' | 'repository' | 'revision'> | null>(null);
  protected readonly isFirst = computed(() => this.job().attempt === 1);
  private readonly read = resource({
    params: () => (this.isFirst() ? undefined : this.job().job_id),
    loader: ({ params }) => this.api.attempts(params),
  });
  /** Empty for a pipeline from a repository: its revision is chosen in the form. */
  protected readonly changed = computed(() => {
    const [job, pipeline] = [this.job(), this.pipeline()];
    if (pipeline?.name !== job.pipeline || pipeline.repository || pipeline.revision === job.pipeline_revision)
      return '';
    return `The pipeline changed since: that attempt has revision ${shortRevision(job.pipeline_revision)}, a new job runs ${shortRevision(pipeline.revision)}.`;
  });
  /** Who asked for the attempt; null until it is read. */
  protected readonly by = computed(() => {
    const attempts = this.read.hasValue() ? this.read.value().items : [];
    return attempts.find(({ attempt }) => attempt === this.job().attempt)?.requested_by ?? null;
  });
}
