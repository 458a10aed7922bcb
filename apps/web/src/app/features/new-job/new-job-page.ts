import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import type { JobView, PipelineView } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { Live } from '../../core/live/live.ts';
import { PageState } from '../../core/page/page-state.ts';
import { ProblemError, messageOf } from '../../core/problem.ts';
import { UntilAnswered } from '../../core/until-answered.ts';
import { lastRunText } from '../../commands/rerun.ts';
import { rememberReason } from '../../commands/reasons/remembered-reasons.ts';
import { suggestedReasons } from '../../commands/reasons/suggested-reasons.ts';
import { RequiredReasons } from '../../commands/reasons/required-reasons.ts';
import { Sheets } from '../../core/sheets.ts';
import { IdempotentRequests } from '../../core/idempotent-requests.ts';
import { ReasonField } from '../../shared/form/reason-field.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { STATUS, statusKey } from '../../shared/status/status.ts';
import { WaitingRequest } from '../../shared/reading/waiting-request.ts';
import { CompileErrors } from './compile-errors.ts';
import { CopiedFrom } from './copied-from.ts';
import { ExpectedNote } from './expected/expected-note.ts';
import { CHANGED_PIPELINE, changedPipeline } from './changed-pipeline.ts';
import { confirmDeleting, confirmLeaving, confirmReplacing, isChanged } from './confirmations.ts';
import { FormCheck } from './form/form-check.ts';
import { JobForm } from './form/job-form.ts';
import { LastEnd } from './last-end.ts';
import { startFacts } from './start-facts.ts';
import { rerunChanges } from './params/rerun-changes.ts';
import { AdvancedFields } from './fields/advanced-fields.ts';
import { LabelFields } from './fields/label-fields.ts';
import { PipelineChoice } from './fields/pipeline-choice.ts';
import { NamedInputPicker } from './named/named-input-picker.ts';
import { ParamField } from './fields/param-field.ts';
import { ApprovalNote } from '../../commands/approval/approval-note.ts';
import { ASK_FOR_APPROVAL, needsApproval } from '../../commands/approval/needs-approval.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import type { GuardedPage } from '../../core/page/guarded-page.ts';
import { ErrorNote } from '../../shared/parts/error-note.ts';
import { LoadError } from '../../shared/reading/load-error.ts';

@Component({
  selector: 'rp-new-job-page',
  imports: [
    AdvancedFields,
    ApprovalNote,
    CompileErrors,
    CopiedFrom,
    ExpectedNote,
    Icon,
    LabelFields,
    LastEnd,
    Button,
    NamedInputPicker,
    ParamField,
    PageHeading,
    PipelineChoice,
    ReasonField,
    RouterLink,
    WaitingRequest,
    ErrorNote,
    LoadError,
  ],
  templateUrl: './new-job-page.html',
  styleUrl: './new-job-page.css',
  host: { '(window:beforeunload)': 'warn($event)' },
})
export class NewJobPage implements GuardedPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly requiredReasons = inject(RequiredReasons);
  private readonly user = inject(CurrentUser);
  /** Id of a job to copy. */
  readonly like = input<string>();
  /** Name and folder of an uploaded sample to fill in. */
  readonly sample = input<string>();
  readonly folder = input<string>();
  protected readonly form = new JobForm();
  protected readonly facts = startFacts(this.form);
  protected readonly offered = suggestedReasons('submit');
  protected readonly pipelines = resource({ loader: () => this.api.pipelines() });
  /** Id of a job to run again with different parameters. */
  readonly rerun = input<string>();
  /** The job to copy, or to run again. */
  protected readonly other = resource({
    params: () => this.rerun() ?? this.like(),
    loader: ({ params }) => this.api.job(params),
  });
  private readonly likeJob = computed(() => (this.other.hasValue() ? this.other.value() : null));
  /** The job that was copied. */
  protected readonly model = signal<JobView | null>(null);
  /** The current state of that job. */
  private readonly latest = linkedSignal(this.model);
  /** The current state of the job that runs again; null for a new job. */
  protected readonly again = computed(() => (this.rerun() ? this.latest() : null));
  protected readonly check = new FormCheck(this.form, this.again, () => Boolean(this.rerun()));
  /** Whether it waits for a second person before it starts. */
  protected readonly isToBeApproved = computed(() => {
    const job = this.again();
    return !!job && needsApproval(this.user.session(), 'rerun', job);
  });
  /** Status of a job that cannot be rerun now; null if it can. Another user may act on it while the form is open. */
  private readonly changedTo = computed(() => {
    const job = this.again();
    return job && !job.allowed_actions.includes('rerun') ? STATUS[statusKey(job)].word.toLowerCase() : null;
  });
  /** Reason why it cannot be sent now. A role can be lowered while the form is being filled in. */
  protected readonly denied = computed(() => {
    const changedTo = this.changedTo();
    if (changedTo !== null) return `${this.again()!.sample_name} cannot be rerun now: it is ${changedTo}.`;
    return this.user.whyNot(this.again() ? 'rerun' : 'submit');
  });
  protected readonly starts = computed(() => {
    if (this.changedTo() !== null) return 'not now';
    return this.isToBeApproved() ? 'once it is approved' : this.facts().starts;
  });
  protected readonly sendLabel = computed(() => {
    if (this.isToBeApproved()) return this.sending() ? 'Asking for approval' : ASK_FOR_APPROVAL;
    if (this.rerun()) return this.sending() ? 'Rerunning' : 'Rerun';
    return this.sending() ? 'Submitting' : 'Submit job';
  });
  protected readonly keepWorkDir = signal(false);
  protected readonly lastRunText = lastRunText;
  protected readonly keepResults = signal(false);
  /** Revision in the form, if the pipeline has revisions. */
  protected readonly revision = computed(() => this.form.launch.texts().revision.trim());
  protected readonly likeError = computed(() => {
    const job = this.likeJob();
    if (job && this.pipelines.hasValue() && !this.items().some(({ name }) => name === job.pipeline))
      return `The pipeline ${job.pipeline} of ${job.sample_name} is not there any more.`;
    return this.other.error() ? `The job to take this from could not be read. ${messageOf(this.other.error())}` : '';
  });
  /**
   * Whether initial data is still being loaded. The form is shown only when the data is complete, to avoid layout
   * shifts.
   */
  protected readonly reading = computed(() => this.pipelines.isLoading() || this.other.isLoading());
  protected readonly items = computed(() => (this.pipelines.hasValue() ? this.pipelines.value().items : []));
  protected readonly broken = computed(() => (this.pipelines.hasValue() ? this.pipelines.value().broken : []));
  protected readonly demos = computed(() =>
    this.items().flatMap((pipeline) => pipeline.demo.map((demo) => ({ pipeline, demo }))),
  );
  protected readonly loadError = computed(() => (this.pipelines.error() ? messageOf(this.pipelines.error()) : ''));
  /** Names of parameters that are sent in addition; null if there are none. */
  protected readonly carried = computed(() => {
    const names = Object.keys(this.form.carried());
    return names.length > 0 ? names : null;
  });
  protected readonly sending = signal(false);
  protected readonly error = signal('');
  private isSubmitting = false;
  private submitted = false;
  private readonly requests = new IdempotentRequests();
  protected readonly untilAnswered = new UntilAnswered();
  constructor() {
    void this.sheets.prepare().catch(() => undefined); // so that leaving the page is also confirmed offline
    effect(() => {
      const [sample, folder] = [this.sample(), this.folder()];
      if (sample && folder) untracked(() => this.form.takeSample(sample, folder));
    });
    const state = inject(PageState);
    effect(() => state.show(this.rerun() ? 'Edit parameters and rerun' : 'New job'));
    const live = inject(Live);
    live.follow(null);
    live.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.kind === 'job') this.takeNewer(event.job);
    });
    const opened = live.openings();
    effect(() => {
      const [id, openings] = [this.rerun(), live.openings()];
      // The stream does not report changes that happened before it was opened. A failed read is repeated at the next
      // change.
      if (id && openings > opened)
        this.api.job(id).then(
          (job) => this.takeNewer(job),
          () => undefined,
        );
    });
    effect(() => this.form.reasonRequired.set(this.requiredReasons.has(this.rerun() ? 'rerun' : 'submit')));
    effect(() => {
      const items = this.items();
      const job = this.likeJob();
      untracked(() => void this.begin(items, job));
    });
  }

  private takeNewer(job: JobView): void {
    this.latest.update((now) => (now?.job_id === job.job_id && job.last_seq >= now.last_seq ? job : now));
  }

  /** Asks for confirmation before unsaved input is lost. */
  async mayLeave(): Promise<boolean> {
    if (!this.unsaved()) return true;
    return confirmLeaving(this.sheets);
  }

  /** Makes the browser ask before the page is closed or reloaded. */
  protected warn(event: Event): void {
    if (this.unsaved()) event.preventDefault();
  }

  private unsaved(): boolean {
    return this.form.changed() && !this.submitted;
  }

  private async begin(items: PipelineView[], job: JobView | null): Promise<void> {
    const same = job && items.find(({ name }) => name === job.pipeline);
    if (same && this.unsaved() && !(await confirmReplacing(this.sheets, job))) return;
    const chosen = same ?? (this.form.pipeline() ? undefined : items[0]);
    if (chosen) this.form.choose(chosen);
    if (!same) return;
    this.form.like(job, { keepsSheet: this.rerun() !== undefined });
    const [sample, folder] = [this.sample(), this.folder()];
    if (sample && folder) this.form.takeSample(sample, folder);
    this.model.set(job);
  }

  protected deletedText({ attempt }: JobView): string {
    const deleted = [this.keepResults() ? [] : ['results'], this.keepWorkDir() ? [] : ['work and launch dirs']].flat();
    return deleted.length === 0 ? 'nothing' : `${deleted.join(', ')} of attempt ${attempt}`;
  }

  protected useDemo(pipeline: PipelineView, demo: PipelineView['demo'][number]): void {
    this.form.choose(pipeline);
    this.form.takeDemo(demo);
    this.error.set('');
  }

  protected async submit(): Promise<void> {
    this.error.set('');
    if (this.isSubmitting || this.denied() !== null) return;
    this.isSubmitting = true;
    try {
      await this.requiredReasons.known();
      const job = this.again();
      this.form.reasonRequired.set(this.requiredReasons.has(job ? 'rerun' : 'submit'));
      if (!this.form.ready()) return this.toFirstError();
      this.sending.set(job === null);
      const changed = await changedPipeline(this.form.pipeline(), () => this.api.pipelines());
      if (changed) {
        this.form.update(changed);
        return this.error.set(CHANGED_PIPELINE);
      }
      if (job) return await this.runAgain(job);
      const body = this.form.body();
      this.sending.set(true);
      const { job_id, seq } = await this.untilAnswered.send(() =>
        this.requests.send(body, (key) => this.api.submit(body, key)),
      );
      this.submitted = true;
      if (body.reason) rememberReason('submit', body.reason);
      await this.router.navigate(['/jobs', job_id], { state: { minSeq: seq } });
    } catch (error) {
      this.refused(error);
    } finally {
      this.isSubmitting = false;
      this.sending.set(false);
    }
  }

  private async runAgain(job: JobView): Promise<void> {
    if (job.status === 'completed' && !this.keepResults()) {
      const isConfirmed = await confirmDeleting(this.sheets, job, {
        latest: this.again,
        isToBeApproved: this.isToBeApproved(),
      });
      if (isChanged(job, this.again()))
        return this.error.set(`${job.sample_name} changed meanwhile. Check what will happen, then send it again.`);
      if (!isConfirmed) return;
    }
    const { reason } = this.form.body();
    const params = rerunChanges(this.form.fields(), this.form.values(), job.params, this.form.carried());
    const body = {
      ...(Object.keys(params).length ? { params } : {}),
      ...(reason ? { reason } : {}),
      ...(this.keepWorkDir() ? { keep_work_dir: true } : {}),
      ...(this.keepResults() ? { keep_results: true } : {}),
      ...(this.revision() && this.revision() !== job.launch?.revision ? { revision: this.revision() } : {}),
    };
    this.sending.set(true);
    const { seq } = await this.untilAnswered.send(() =>
      this.requests.send([job.job_id, job.attempt, body], (key) => this.api.command(job.job_id, 'rerun', body, key)),
    );
    this.submitted = true;
    if (reason) rememberReason('rerun', reason);
    await this.router.navigate(['/jobs', job.job_id], { state: { minSeq: seq } });
  }

  private refused(error: unknown): void {
    const fields = error instanceof ProblemError ? error.fields : [];
    const rest = this.form.refuse(
      fields.map((each) => (each.field === 'revision' ? { ...each, field: 'launch.revision' } : each)),
    );
    const others = rest.map(({ field, message }) => `${field}: ${message}`);
    if (!fields.length || others.length) this.error.set(refusalText(messageOf(error), others));
    this.toFirstError();
  }

  /** Focuses the first field with an error once it is rendered. */
  private toFirstError(): void {
    setTimeout(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
  }
}

/**
 * Returns the error text for a rejected submission.
 * @param others errors of fields that the form does not show; the message may contain them
 */
function refusalText(message: string, others: readonly string[]): string {
  if (others.length === 0) return message;
  const texts = others.every((text) => message.includes(text)) ? [others.join('; ')] : [message, ...others];
  const isOfPipeline = others.some((text) => /^(pipeline|params)\b/.test(text));
  return [
    ...texts,
    ...(isOfPipeline ? ['The pipeline may have changed since this page was opened. Reload the page.'] : []),
  ]
    .map((text) => text.replace(/[^.]$/, '$&.'))
    .join(' ');
}
