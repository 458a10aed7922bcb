import { Component, computed, effect, inject, resource, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PipelineView, SheetMode } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { suggestedReasons } from '../../../commands/reasons/suggested-reasons.ts';
import { RequiredReasons } from '../../../commands/reasons/required-reasons.ts';
import { Api } from '../../../core/api/api.ts';
import { Live } from '../../../core/live/live.ts';
import { PageHeading } from '../../../core/page/page-heading.ts';
import { PageState } from '../../../core/page/page-state.ts';
import { messageOf } from '../../../core/problem.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { Sheets } from '../../../core/sheets.ts';
import { confirm } from '../../../shared/parts/confirm-dialog.ts';
import { plural } from '../../../shared/format.ts';
import { ReasonField } from '../../../shared/form/reason-field.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { WaitingRequest } from '../../../shared/reading/waiting-request.ts';
import { AdvancedFields } from '../fields/advanced-fields.ts';
import { PipelineChoice } from '../fields/pipeline-choice.ts';
import { LabelFields } from '../fields/label-fields.ts';
import { NamedInputPicker } from '../named/named-input-picker.ts';
import { ParamField } from '../fields/param-field.ts';
import { ExpectedNote } from '../expected/expected-note.ts';
import { CheckedSheet } from './checked-sheet.ts';
import { MembershipField, MembershipLink } from './sheet-membership.ts';
import { SheetSource } from './sheet-source.ts';
import { SheetSubmission } from './sheet-submission.ts';
import { lostText, readyText } from './sheet-text.ts';
import { SheetTable } from './sheet-table.ts';
import type { GuardedPage } from '../../../core/page/guarded-page.ts';
import { ErrorNote } from '../../../shared/parts/error-note.ts';
import { LoadError } from '../../../shared/reading/load-error.ts';

/** Many jobs from one samplesheet: it is read, checked as a table, and submitted row by row. */
@Component({
  selector: 'rp-sheet-page',
  imports: [
    AdvancedFields,
    ExpectedNote,
    Icon,
    LabelFields,
    Button,
    MembershipField,
    MembershipLink,
    NamedInputPicker,
    PageHeading,
    PipelineChoice,
    ParamField,
    ReasonField,
    RouterLink,
    SheetSource,
    SheetTable,
    WaitingRequest,
    ErrorNote,
    LoadError,
  ],
  templateUrl: './sheet-page.html',
  styleUrls: ['../new-job-page.css', './sheet-page.css'],
  host: { '(window:beforeunload)': 'warn($event)' },
})
export class SheetPage implements GuardedPage {
  private readonly pages = inject(Api);
  private readonly dialogs = inject(Sheets);
  private readonly user = inject(CurrentUser);
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly sheet = new CheckedSheet();
  protected readonly submission = new SheetSubmission(this.sheet);
  protected readonly form = this.sheet.form;
  protected readonly state = this.sheet.state;
  protected readonly loaded = this.sheet.loaded;
  protected readonly checking = this.sheet.checking;
  protected readonly sending = this.sheet.sending;
  protected readonly isOneJob = this.sheet.isOneJob;
  protected readonly offered = suggestedReasons('submit');
  protected readonly pipelines = resource({ loader: () => this.pages.pipelines() });
  protected readonly items = computed(() => (this.pipelines.hasValue() ? this.pipelines.value().items : []));
  protected readonly loadError = computed(() => (this.pipelines.error() ? messageOf(this.pipelines.error()) : ''));
  protected readonly readyText = computed(() => readyText(this.count(), this.isNameMissing()));
  protected readonly isNameMissing = computed(() => this.isOneJob() && this.form.errors().has('sample_name'));
  /** Number of jobs to submit. */
  protected readonly count = computed(() => Math.min(this.state.open().length, this.isOneJob() ? 1 : Infinity));
  /** Reason why the user may not submit now. A role can be lowered while the sheet is being filled in. */
  protected readonly denied = computed(() => this.user.whyNot('submit'));
  private readonly isReady = computed(
    () => this.loaded() && this.count() > 0 && !this.checking() && !this.sheet.problem() && !this.sending(),
  );
  protected readonly ready = computed(() => this.isReady() && this.denied() === null);
  protected readonly label = computed(() => {
    if (this.sending()) return 'Submitting';
    if (this.checking()) return 'Checking';
    const jobs = plural(this.count(), 'job');
    return this.state.accepted() ? `Submit the other ${jobs}` : `Submit ${jobs}`;
  });
  protected readonly done = computed(() => this.loaded() && this.state.accepted() > 0 && this.count() === 0);
  protected readonly plural = plural;
  private readonly reasonField = viewChild(ReasonField);
  /** Uploaded samples for the sheet; stored with the entry of the browser's history. */
  protected readonly sampleIds = (history.state as { sample_ids?: readonly string[] } | null)?.sample_ids ?? [];

  constructor() {
    void this.dialogs.prepare().catch(() => undefined); // so that leaving the page is also confirmed offline
    inject(PageState).show('Samplesheet');
    inject(Live).follow(null);
    effect(() => this.form.reasonRequired.set(this.requiredReasons.has('submit')));
    effect(() => {
      const first = this.items()[0];
      if (first && !untracked(this.form.pipeline)) this.form.choose(first);
    });
  }

  protected async read(text: string): Promise<void> {
    if (await this.sheet.read(text)) this.submission.restart();
  }

  protected chooseMode(mode: SheetMode): void {
    this.state.mode.set(mode);
    this.form.setSampleName('');
  }

  protected choose(pipeline: PipelineView): void {
    this.form.choose(pipeline);
    // Every pipeline takes rows as jobs.
    this.state.mode.set('jobs');
    this.sheet.error.set('');
  }

  /** Starts with a different sheet after the user has agreed to lose this one. */
  protected async another(): Promise<void> {
    if (await this.mayLeave()) this.sheet.clear();
  }

  /** Asks for confirmation before a sheet that was not submitted is lost. */
  async mayLeave(): Promise<boolean> {
    if (!this.unsaved()) return true;
    return confirm(this.dialogs, {
      title: 'Leave without submitting?',
      lead: lostText(this.state.open().length),
      verb: 'Leave',
      stay: 'Keep editing',
      destructive: true,
    });
  }

  protected warn(event: Event): void {
    if (this.unsaved()) event.preventDefault();
  }

  private unsaved(): boolean {
    return this.loaded() && this.count() > 0 && !this.submission.isDone;
  }

  protected async submit(): Promise<void> {
    if (!this.ready()) return;
    this.sheet.error.set('');
    await this.requiredReasons.known();
    this.form.reasonRequired.set(this.requiredReasons.has('submit'));
    if (this.form.reasonRequired() && !this.form.reason().trim()) {
      this.form.touch('reason');
      return this.reasonField()?.focus();
    }
    if (this.form.queue.error()) {
      this.form.advanced.set(true);
      return this.askFor('priority', 'rp-priority');
    }
    if (this.form.resumeAfter.error()) {
      this.form.advanced.set(true);
      this.form.touch('resume_after');
      return this.askFor('resume_after', 'rp-resume');
    }
    if (!this.isOneJob()) return this.submission.sendRows();
    if (this.isNameMissing()) return this.askFor('sample_name', 'rp-sample');
    return this.submission.sendWhole();
  }

  /** Shows the error of a field and moves the focus there. */
  private askFor(field: string, id: string): void {
    this.form.touch(field);
    setTimeout(() => document.getElementById(id)?.focus());
  }
}
