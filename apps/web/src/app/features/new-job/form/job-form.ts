import { computed, signal } from '@angular/core';
import type { FieldProblem, JobView, Params, PipelineView, ResumeCause, SubmitBody } from '@reprise/contracts';
import { otherRevision } from '../params/other-revision.ts';
import type { Field, Value } from '../params/schema-form.ts';
import { FieldMessages } from './field-messages.ts';
import { CONFIG, LAUNCH, PARAM } from './field-names.ts';
import { LabelsForm } from './labels-form.ts';
import { LaunchForm, type LaunchField } from './launch-form.ts';
import { ParamsForm } from './params-form.ts';
import { QueueForm } from './queue-form.ts';
import { ResumeForm } from './resume-form.ts';
import { SampleForm } from './sample-form.ts';

/** Form state of a new job, with validation. */
export class JobForm {
  private readonly server = new FieldMessages();
  private readonly params = new ParamsForm(this.server);
  private readonly sample = new SampleForm(this.params, this.server);
  readonly pipeline = this.params.pipeline.asReadonly();
  readonly values = this.params.values.asReadonly();
  readonly carried = this.params.carried.asReadonly();
  readonly fields = this.params.fields;
  readonly shownGroups = this.params.shownGroups;
  readonly hiddenCount = this.params.hiddenCount;
  readonly advanced = this.params.advanced;
  readonly sampleName = this.sample.name.asReadonly();
  readonly reason = signal('');
  /** Whether the server requires a reason. */
  readonly reasonRequired = signal(false);
  readonly launch = new LaunchForm();
  readonly labels = new LabelsForm();
  readonly queue = new QueueForm();
  readonly resumeAfter = new ResumeForm();
  private readonly filled = computed(() =>
    JSON.stringify([
      ...[this.sampleName(), this.values(), this.reason(), this.labels.value()],
      ...[this.launch.value(), this.queue.value(), this.resumeAfter.value()],
    ]),
  );
  /** Content that a demo, a copied job or the pipeline filled in. */
  private readonly given = signal(this.filled());
  /** Whether the user changed the form. */
  readonly changed = computed(() => this.filled() !== this.given());
  /** The job that runs again. */
  private readonly again = signal<JobView | null>(null);
  /** Revision that will run, if the form shows the schema of a different one. */
  readonly otherRevision = computed(() => {
    const pipeline = this.pipeline();
    return pipeline && otherRevision(pipeline, this.launch.texts().revision.trim(), this.again());
  });
  private readonly touched = signal<ReadonlySet<string>>(new Set());
  private readonly tried = signal(false);
  /** All errors by field (`sample_name`, `params.input_dir`). */
  readonly errors = computed(() => {
    const params = this.params.errors(this.otherRevision() !== null, (field) => this.isRequired(field));
    const own: [string, string | null][] = [
      ['sample_name', this.sample.error()],
      ...[...params].map(([name, error]): [string, string] => [PARAM + name, error]),
      ...[...this.launch.errors()].map(([field, error]): [string, string] => [LAUNCH + field, error]),
      ...this.labels.errors(),
      ['priority', this.queue.error()],
      ['resume_after', this.resumeAfter.error()],
      ['reason', this.reasonRequired() && !this.reason().trim() ? 'Is required' : null],
    ];
    const wrong = own.filter((each): each is [string, string] => each[1] !== null);
    return new Map([...wrong, ...this.server.errors()]);
  });
  readonly valid = computed(() => this.pipeline() !== null && this.errors().size === 0);
  /** Number of errors that are shown. */
  readonly shownCount = computed(() => [...this.errors().keys()].filter((field) => this.shows(field)).length);

  /** Whether a field is required. A profile, a config or a different revision can make it optional. */
  isRequired(field: Field): boolean {
    return field.required && this.otherRevision() === null && !this.isSetElsewhere(field);
  }

  /** Whether the job may have a config of its own. */
  readonly takesConfig = computed(() => {
    const pipeline = this.pipeline();
    return pipeline !== null && (pipeline.takes_config || Boolean(pipeline.launch.config));
  });

  /** The error to show at a field, once the field was touched or the user tried to submit. */
  errorOf(field: string): string | null {
    return this.shows(field) ? (this.errors().get(field) ?? null) : null;
  }

  /** The warning to show at a field. It stays while the field has no error. */
  warningOf(field: string): string | null {
    return this.errorOf(field) ? null : (this.server.warnings().get(field) ?? null);
  }

  /** Warnings that no field shows. */
  readonly otherWarnings = computed(() => {
    const shown = new Set(this.shownGroups().flatMap(({ fields }) => fields.map(({ name }) => PARAM + name)));
    const isShown = (field: string) =>
      shown.has(field) || (this.advanced() && field.startsWith(LAUNCH) && (field !== CONFIG || this.takesConfig()));
    return [...this.server.warnings()]
      .filter(([field]) => !isShown(field))
      .map(([field, message]) => ({ field, message }));
  });

  /** Takes the result of a check: warnings, and errors of fields that are filled in or have a default. */
  checked({ errors, warnings }: { errors: readonly FieldProblem[]; warnings: readonly FieldProblem[] }): void {
    this.server.setWarnings(warnings);
    const isGiven = (field: string) => field.startsWith(PARAM) && this.params.isGiven(field.slice(PARAM.length));
    const filled = errors.filter(({ field }) => field.startsWith(LAUNCH) || isGiven(field));
    if (filled.some(({ field }) => field.startsWith(LAUNCH))) this.advanced.set(true);
    this.server.setErrors(filled);
  }

  choose(pipeline: PipelineView): void {
    if (pipeline.name === this.pipeline()?.name) return;
    const untouched = !this.changed();
    this.sample.keepAcross(() => {
      this.params.choose(pipeline);
      this.launch.fill(pipeline.launch);
      this.queue.fill(pipeline.queue);
      this.resumeAfter.fill(pipeline.resume_after);
    });
    if (untouched) this.given.set(this.filled());
    this.clean();
  }

  /** Shows the parameters of the pipeline after it changed. Keeps what is filled in. */
  update(pipeline: PipelineView): void {
    this.params.pipeline.set(pipeline);
    this.server.clear();
  }

  setSampleName(text: string): void {
    this.sample.setName(text);
  }

  setReason(reason: string): void {
    this.reason.set(reason);
    this.server.forget('reason');
  }

  set(field: Field, value: Value | null): void {
    this.params.set(field, value);
  }

  leaveOut(name: string): void {
    this.params.leaveOut(name);
  }

  setLaunch(field: LaunchField, text: string): void {
    this.launch.set(field, text);
    if (field === 'revision') this.server.clear();
    else this.server.forget(LAUNCH + field);
  }

  setQueue(name: string): void {
    this.queue.choose(name);
    this.server.forget('queue');
  }

  setPriority(text: string): void {
    this.queue.priority.set(text);
    this.server.forget('priority');
  }

  setResumes(times: number): void {
    this.resumeAfter.times.set(times);
    this.server.forget('resume_after');
  }

  toggleResumeCause(cause: ResumeCause): void {
    this.resumeAfter.toggle(cause);
    this.touch('resume_after');
    this.server.forget('resume_after');
  }

  touch(field: string): void {
    this.touched.update((all) => new Set(all).add(field));
  }

  /** Fills in the parameters of a demo or another job. */
  fill(sampleName: string, params: Params): void {
    this.params.fill(params);
    this.sample.fill(sampleName);
    this.given.set(this.filled());
    this.clean();
  }

  /** Fills in a demo. A sample name that the user typed is kept. */
  takeDemo({ name, params }: PipelineView['demo'][number]): void {
    const typed = this.sample.hasTypedName() ? this.sampleName() : null;
    this.fill(name, params);
    if (typed !== null) this.setSampleName(typed);
  }

  /**
   * Fills in an uploaded sample: its name, and its folder as the input of this pipeline and of pipelines that are
   * chosen later. Does not replace anything that the user has typed.
   */
  takeSample(name: string, folder: string): void {
    const untouched = !this.changed();
    this.sample.upload({ name, input: folder });
    if (untouched) this.given.set(this.filled());
  }

  /** @param keepsSheet whether it is the same job, which keeps its samplesheet */
  like(job: JobView, { keepsSheet = false } = {}): void {
    this.again.set(keepsSheet ? job : null);
    this.launch.fill(this.pipeline()?.launch ?? {}, job.launch ?? {});
    const usual = this.pipeline()?.queue ?? job.queue;
    this.queue.fill(usual, job.queue);
    this.resumeAfter.fill(this.pipeline()?.resume_after ?? null, job.resume_after ?? null);
    this.labels.fill(job.labels);
    if (this.launch.value() || job.queue !== usual || 'resume_after' in this.resumeAfter.value())
      this.advanced.set(true);
    // The samplesheet is a file that belongs to the other job.
    const { [keepsSheet ? '' : (job.sheet?.param ?? '')]: _, ...params } = job.params;
    this.fill(job.sample_name, params);
  }

  /** Shows all errors. Returns whether there are none. */
  ready(): boolean {
    this.tried.set(true);
    if (this.fields().some(({ name, hidden }) => hidden && this.errors().has(PARAM + name))) this.advanced.set(true);
    if ([...this.errors().keys()].some((field) => /^(launch\.|queue$|priority$|resume_after$)/.test(field)))
      this.advanced.set(true);
    return this.valid();
  }

  /** Takes the server's errors. Returns those that no field can show. */
  refuse(errors: FieldProblem[]): FieldProblem[] {
    const own = ['sample_name', 'reason', 'queue', 'priority', 'resume_after'];
    const names = new Set([...own, ...this.fields().map(({ name }) => PARAM + name)]);
    // A message about a part of a parameter is shown at its field.
    const nameOf = (field: string) => (field.startsWith(PARAM) ? field.split('.').slice(0, 2).join('.') : field);
    const shown = errors.filter(({ field }) => names.has(nameOf(field)) || field.startsWith(LAUNCH));
    this.server.setErrors(shown);
    this.ready();
    return errors.filter((error) => !shown.includes(error));
  }

  /** The body to send. */
  body(): SubmitBody {
    const reason = this.reason().trim();
    const launch = this.launch.value();
    return {
      pipeline: this.pipeline()?.name ?? '',
      sample_name: this.sampleName().trim(),
      params: this.params.toSend(),
      ...(launch ? { launch } : {}),
      ...this.labels.value(),
      ...this.queue.value(),
      ...this.resumeAfter.value(),
      ...(reason ? { reason } : {}),
    };
  }

  /**
   * Whether a profile or a config may set an empty parameter, which the server checks or has warned about. In a rerun,
   * a cleared parameter is sent as null, which takes precedence over these settings.
   */
  private isSetElsewhere({ name }: Field): boolean {
    if (name in (this.again()?.params ?? {})) return false;
    return this.launch.maySetParams() || this.server.warnings().has(PARAM + name);
  }

  private shows(field: string): boolean {
    return this.tried() || this.touched().has(field) || this.server.errors().has(field);
  }

  private clean(): void {
    this.touched.set(new Set());
    this.server.clear();
    this.tried.set(false);
  }
}
