import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AttemptView } from '@reprise/contracts';
import { elapsedMs } from '@reprise/contracts/durations';
import { Clock } from '../../../core/clock.ts';
import { aftermathOf } from '../../../shared/attempt/results/deleted-results.ts';
import { attemptName } from '../../../shared/attempt/mode-text.ts';
import { tookText } from '../../../shared/attempt/took-text.ts';
import { duration, plural } from '../../../shared/format.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { When } from '../../../shared/parts/when.ts';
import { attemptLook } from '../../../shared/attempt/attempt-look.ts';
import type { JobDetail } from '../detail/job-detail.ts';

/** All attempts: mode, requester and reason, duration, outcome. */
@Component({
  selector: 'rp-attempts-list',
  imports: [Actor, Icon, RouterLink, When],
  templateUrl: './attempts-list.html',
  styleUrl: './attempts-list.css',
})
export class AttemptsList {
  private readonly clock = inject(Clock);
  private readonly records = inject(OFFERED_RECORDS);
  readonly detail = input.required<JobDetail>();
  protected readonly comparison = computed(() => {
    const job = this.detail().job();
    return job && this.records?.comparison(job.job_id);
  });
  protected readonly nameOf = attemptName;
  protected readonly attempts = () => this.detail().attempts().toReversed();
  protected readonly look = (attempt: AttemptView) => attemptLook(attempt, this.detail().job());

  protected took(attempt: AttemptView): string {
    if (attempt.duration_ms !== null) return tookText(attempt);
    const job = this.detail().job();
    const ms =
      attempt.status === 'running' && job?.attempt === attempt.attempt ? elapsedMs(job, this.clock.now()) : null;
    return ms === null ? '–' : duration(ms);
  }

  protected outcome(attempt: AttemptView): string {
    if (attempt.status === 'failed') return attempt.failure?.message.split('\n', 1)[0] ?? 'Failed';
    if (attempt.status === 'succeeded')
      return [this.results(attempt), ...(attempt.warnings ?? []).map(({ message }) => message)].join('. ');
    return attempt.status === 'cancelled' ? 'Pipeline cancelled by user' : '';
  }

  private results(attempt: AttemptView): string {
    const files = plural(attempt.outputs_manifest?.count ?? attempt.outputs.length, 'result file');
    const after = aftermathOf(attempt, this.detail().attempts(), this.detail().shownHistory());
    if (!after) return files;
    if (after.kind === 'clean') return `${files}, deleted by a clean`;
    const by = `by the rerun that is attempt ${after.rerun.attempt}`;
    return after.leftOn === null
      ? `${files}, deleted ${by}`
      : `${files}, left ${by}: they are on a storage that its runner does not have (${after.leftOn})`;
  }

  protected choose(attempt: number): void {
    this.detail().chosen.set(attempt === this.detail().job()?.attempt ? null : attempt);
  }
}
