import { Component, computed, effect, inject, resource, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { PipelineView, SheetCheckBody, SheetMode } from '@reprise/contracts';
import { rememberReason, suggestedReasons } from '../../../commands/reasons/reasons.ts';
import { RequiredReasons } from '../../../commands/reasons/required-reasons.ts';
import { Api } from '../../../core/api/api.ts';
import { newKey } from '../../../core/idempotent-requests.ts';
import { Live } from '../../../core/live/live.ts';
import { PageHeading } from '../../../core/page/page-heading.ts';
import { PageState } from '../../../core/page/page-state.ts';
import { messageOf, ProblemError } from '../../../core/problem.ts';
import { SheetApi } from '../../../core/api/sheet-api.ts';
import { Sheets } from '../../../core/sheets.ts';
import { confirm } from '../../../shared/confirm-dialog.ts';
import { plural } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icon.ts';
import { JobForm } from '../job-form.ts';
import { LaunchFields } from '../launch-fields.ts';
import { NamedInputs } from '../named/named-inputs.ts';
import { ParamField } from '../param-field.ts';
import { QueueFields } from '../in-queue/queue-fields.ts';
import { SheetSource } from './sheet-source.ts';
import { SheetState } from './sheet-state.ts';
import { SheetTable } from './sheet-table.ts';

/** Pause after a change before the server checks the sheet. */
const CHECK_AFTER_MS = 400;
/** Rows sent at once: progress shows after each part. */
const PART = 20;

/** Many jobs from one samplesheet: read, checked as a table, submitted row by row. */
@Component({
  selector: 'rp-sheet-page',
  imports: [
    Icon,
    LaunchFields,
    MatButton,
    NamedInputs,
    PageHeading,
    ParamField,
    QueueFields,
    RouterLink,
    SheetSource,
    SheetTable,
  ],
  templateUrl: './sheet-page.html',
  styleUrls: ['../new-job-page.css', './sheet-page.css'],
  host: { '(window:beforeunload)': 'warn($event)' },
})
export class SheetPage {
  private readonly api = inject(SheetApi);
  private readonly router = inject(Router);
  private readonly pages = inject(Api);
  private readonly dialogs = inject(Sheets);
  private readonly requiredReasons = inject(RequiredReasons);
  /** Parameters that all rows share, and the reason. */
  protected readonly form = new JobForm();
  protected readonly state = new SheetState();
  protected readonly offered = suggestedReasons('submit');
  protected readonly pipelines = resource({ loader: () => this.pages.pipelines() });
  protected readonly items = computed(() => (this.pipelines.hasValue() ? this.pipelines.value().items : []));
  protected readonly loadError = computed(() => (this.pipelines.error() ? messageOf(this.pipelines.error()) : ''));
  protected readonly loaded = computed(() => this.state.columns().length > 0);
  /** Reason why a text could not be read as a table. */
  protected readonly unreadable = signal('');
  protected readonly reading = signal(false);
  protected readonly checking = signal(false);
  protected readonly sending = signal(false);
  protected readonly sent = signal(0);
  protected readonly error = signal('');
  /** Counts changes of the table by a person. */
  private readonly edits = signal(0);
  private key = newKey();
  private correlationId = newKey();
  protected readonly groups = computed(() => {
    const columns = new Set(this.isOneJob() ? [this.state.param()] : this.state.columns());
    return this.form
      .shownGroups()
      .map((group) => ({ ...group, fields: group.fields.filter(({ name }) => !columns.has(name)) }))
      .filter(({ fields }) => fields.length > 0);
  });
  /** Fields with an error that all rows share: parameters and launch options. */
  private readonly wrongShared = computed(() => {
    const shown = new Set(this.groups().flatMap(({ fields }) => fields.map(({ name }) => `params.${name}`)));
    return [...this.form.errors().keys()].filter((field) => shown.has(field) || field.startsWith('launch.'));
  });
  protected readonly problem = computed(() => {
    const shared = this.wrongShared().length;
    if (this.state.errorCount() > this.state.ofShared().length) return this.state.errorWords();
    return shared ? `${plural(shared, 'field')} of all rows ${shared === 1 ? 'needs' : 'need'} a look` : '';
  });
  protected readonly isOneJob = computed(() => this.state.mode() === 'sheet');
  protected readonly isNameMissing = computed(() => this.isOneJob() && this.form.errors().has('sample_name'));
  private submitted = false;
  /** Jobs that are to be submitted. */
  protected readonly count = computed(() => Math.min(this.state.open().length, this.isOneJob() ? 1 : Infinity));
  protected readonly ready = computed(
    () => this.loaded() && this.count() > 0 && !this.checking() && !this.problem() && !this.sending(),
  );
  protected readonly label = computed(() => {
    if (this.sending()) return 'Submitting';
    if (this.checking()) return 'Checking';
    const jobs = plural(this.count(), 'job');
    return this.state.accepted() ? `Submit the other ${jobs}` : `Submit ${jobs}`;
  });
  protected readonly done = computed(() => this.loaded() && this.state.accepted() > 0 && this.count() === 0);
  protected readonly plural = plural;

  constructor() {
    inject(PageState).show('Samplesheet');
    inject(Live).follow(null);
    effect(() => this.form.reasonRequired.set(this.requiredReasons.has('submit')));
    effect(() => {
      const first = this.items()[0];
      if (first && !untracked(this.form.pipeline)) this.form.choose(first);
    });
    effect((onCleanup) => {
      const asked = this.asked();
      this.edits();
      if (!asked.pipeline || !untracked(this.loaded) || untracked(this.sending)) return;
      this.checking.set(true);
      const timer = setTimeout(() => void this.check(asked), CHECK_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Reads a sheet that was pasted, chosen or dropped. */
  protected async read(text: string): Promise<void> {
    this.unreadable.set('');
    this.error.set('');
    this.reading.set(true);
    try {
      const { pipeline, params, launch } = this.asked();
      const answer = await this.api.check({ pipeline, params, text });
      if (answer.columns.length === 0 || answer.rows.length === 0)
        return this.unreadable.set(answer.errors.map(({ message }) => message).join(' '));
      this.state.load(answer);
      this.showShared();
      // Their errors belong to fields that are shown now.
      if (launch) this.edited();
      [this.key, this.correlationId] = [newKey(), newKey()];
    } catch (error) {
      this.unreadable.set(messageOf(error));
    } finally {
      this.reading.set(false);
    }
  }

  protected chooseMode(mode: SheetMode): void {
    this.state.mode.set(mode);
    this.form.setSampleName('');
  }

  protected edited(): void {
    this.edits.update((count) => count + 1);
  }

  protected choose(pipeline: PipelineView): void {
    this.form.choose(pipeline);
    // Every pipeline takes rows as jobs.
    this.state.mode.set('jobs');
    this.error.set('');
  }

  /** Begins with another sheet, once the person agreed to lose this one. */
  protected async another(): Promise<void> {
    if (!(await this.mayLeave())) return;
    this.state.clear();
    this.error.set('');
  }

  /** Asks for confirmation before a sheet that was not submitted is lost. */
  async mayLeave(): Promise<boolean> {
    if (!this.unsaved()) return true;
    return confirm(this.dialogs, {
      title: 'Leave without submitting?',
      lead: `${plural(this.count(), 'row')} of this sheet would be lost: nothing of them has been submitted.`,
      ...{ verb: 'Leave', stay: 'Keep editing', destructive: true },
    });
  }

  protected warn(event: Event): void {
    if (this.unsaved()) event.preventDefault();
  }

  private unsaved(): boolean {
    return this.loaded() && this.count() > 0 && !this.submitted;
  }

  /** Body of a check, without the rows. */
  private asked(): Pick<SheetCheckBody, 'pipeline' | 'params' | 'mode' | 'launch'> {
    const { pipeline, params, launch } = this.form.body();
    return { pipeline, params, mode: this.state.mode(), ...(launch && { launch }) };
  }

  private async check(asked: ReturnType<typeof this.asked>): Promise<void> {
    const rows = this.state.open();
    const edits = this.edits();
    const columns = [...this.state.columns()];
    try {
      const answer = await this.api.check({ ...asked, columns, rows: rows.map(({ cells }) => [...cells]) });
      if (edits !== this.edits() || JSON.stringify(this.asked()) !== JSON.stringify(asked)) return;
      this.state.modes.set(answer.modes);
      this.state.param.set(answer.sheet_param);
      this.state.found(
        rows.length ? answer : { errors: [], warnings: [] },
        rows.map(({ id }) => id),
      );
      this.showShared();
      this.error.set('');
    } catch (error) {
      this.refused(error);
    }
    this.checking.set(false);
  }

  /** Shows the errors of launch options, queue and parameters at their fields, and others beside the button. */
  private refused(error: unknown): void {
    const fields = error instanceof ProblemError ? error.fields : [];
    const isShown = fields.length > 0 && this.form.refuse(fields).length === 0;
    this.error.set(isShown ? '' : messageOf(error));
  }

  /** Shows what is wrong with the parameters of all rows at their fields. */
  private showShared(): void {
    const field = ({ column, message }: { column: string | null; message: string }) => ({
      field: column?.startsWith('launch.') ? column : `params.${column ?? ''}`,
      message,
    });
    this.form.checked({ errors: [], warnings: this.state.warningsOfShared().map(field) });
    this.form.refuse(this.state.ofShared().map(field));
  }

  protected async submit(): Promise<void> {
    if (!this.ready()) return;
    this.error.set('');
    await this.requiredReasons.known();
    this.form.reasonRequired.set(this.requiredReasons.has('submit'));
    if (this.form.reasonRequired() && !this.form.reason().trim()) {
      this.form.touch('reason');
      setTimeout(() => document.getElementById('rp-why')?.focus());
      return;
    }
    if (this.form.queue.error()) {
      this.form.advanced.set(true);
      this.form.touch('priority');
      setTimeout(() => document.getElementById('rp-priority')?.focus());
      return;
    }
    if (this.isOneJob()) return this.submitOne();
    const { sample_name: _, ...shared } = this.form.body();
    const { reason } = shared;
    const columns = [...this.state.columns()];
    const rows = this.state.open();
    this.sending.set(true);
    this.sent.set(0);
    try {
      for (let first = 0; first < rows.length; first += PART) {
        const part = rows.slice(first, first + PART);
        const body = { ...shared, mode: 'jobs' as const, columns, rows: part.map(({ cells }) => [...cells]) };
        const { results } = await this.api.submit(body, this.key, this.correlationId);
        this.state.submitted(
          results,
          part.map(({ id }) => id),
        );
        this.sent.update((count) => count + part.length);
        if (results.some(({ problem }) => (problem?.status ?? 0) >= 500)) break;
      }
      if (reason) rememberReason('submit', reason);
    } catch (error) {
      this.refused(error);
      if (error instanceof ProblemError && error.fields.length) this.edited();
    } finally {
      this.sending.set(false);
    }
  }

  /** Submits the one job that takes the whole sheet, and opens it. */
  private async submitOne(): Promise<void> {
    const shared = this.form.body();
    if (this.form.errors().has('sample_name')) {
      this.form.touch('sample_name');
      setTimeout(() => document.getElementById('rp-sample')?.focus());
      return;
    }
    const [columns, rows] = [[...this.state.columns()], this.state.rows().map(({ cells }) => [...cells])];
    this.sending.set(true);
    try {
      const { results } = await this.api.submit(
        { ...shared, mode: 'sheet', columns, rows },
        this.key,
        this.correlationId,
      );
      const { job_id, seq, problem } = results[0]!;
      if (!job_id) return this.error.set(problem?.detail ?? '');
      this.submitted = true;
      if (shared.reason) rememberReason('submit', shared.reason);
      await this.router.navigate(['/jobs', job_id], { state: { minSeq: seq } });
    } catch (error) {
      this.refused(error);
      if (error instanceof ProblemError && error.fields.length) this.edited();
    } finally {
      this.sending.set(false);
    }
  }
}
