import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Button } from '../../../shared/parts/button.ts';
import { Api } from '../../../core/api/api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { plural } from '../../../shared/format.ts';
import { People } from '../../../shared/people/people.ts';
import { Health } from '../../../shared/health/health.ts';
import { messageOf } from '../../../core/problem.ts';
import { RequiredReasons } from '../../../commands/reasons/required-reasons.ts';
import { IdempotentRequests } from '../../../core/idempotent-requests.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { isOnlyBy, type ListState } from '../list-state.ts';
import { noJobText, hiddenJobsText } from './no-job-text.ts';

/** Empty state of the job list, with the next step: there are no jobs yet, or none that match. */
@Component({
  selector: 'rp-empty-jobs',
  imports: [Icon, Button, RouterLink],
  templateUrl: './empty-jobs.html',
})
export class EmptyJobs {
  private readonly api = inject(Api);
  private readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  private readonly router = inject(Router);
  private readonly requiredReasons = inject(RequiredReasons);
  private readonly requests = new IdempotentRequests();
  readonly filtered = input.required<boolean>();
  readonly state = input.required<ListState>();
  /** Number of jobs that match all filters except for the status. */
  readonly total = input.required<number>();
  readonly clear = output();
  private readonly summary = inject(Health).summary;
  protected readonly maySubmit = computed(() => this.user.whyNot('submit') === null);
  /** Whether _My jobs_ is the only filter that is set. That is what a user sees first. */
  protected readonly onlyMine = computed(() => {
    const mine = this.user.account();
    return mine !== '' && isOnlyBy(this.state(), mine) && this.total() === 0;
  });
  protected readonly others = computed(() => {
    const all = this.summary()?.total ?? 0;
    return all ? `${plural(all, 'job')} of others ${all === 1 ? 'is' : 'are'} here.` : 'Other users have none either.';
  });
  protected readonly looked = computed(() => noJobText(this.state(), (actor) => this.people.text(actor, 'this user')));
  protected readonly outside = computed(() => hiddenJobsText(this.total(), this.summary()?.total ?? 0));
  protected readonly sending = signal(false);
  protected readonly error = signal('');
  private readonly pipelines = resource({ loader: () => this.api.pipelines() });
  /** First demo of the first pipeline that has a demo. */
  protected readonly demo = computed(() => {
    if (!this.pipelines.hasValue()) return undefined;
    const pipeline = this.pipelines.value().items.find(({ demo }) => demo.length > 0);
    const demo = pipeline?.demo[0];
    return pipeline && demo ? { pipeline, demo } : undefined;
  });

  protected async run(): Promise<void> {
    const chosen = this.demo();
    if (!chosen || this.sending()) return;
    // The form asks for the reason.
    if (this.requiredReasons.has('submit')) return void this.router.navigate(['/new']);
    this.sending.set(true);
    this.error.set('');
    try {
      const { pipeline, demo } = chosen;
      const body = { pipeline: pipeline.name, sample_name: demo.name, params: demo.params };
      const { job_id, seq } = await this.requests.send(body, (key) => this.api.submit(body, key));
      await this.router.navigate(['/jobs', job_id], { state: { minSeq: seq } });
    } catch (error) {
      this.error.set(messageOf(error));
      this.sending.set(false);
    }
  }
}
