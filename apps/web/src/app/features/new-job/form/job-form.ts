import { computed, signal } from '@angular/core';
import type { FieldProblem, JobView, Params, PipelineView, ResumeCause, SubmitBody } from '@reprise/contracts';
import { copiedParams } from '../params/copied-params.ts';
import { FieldMessages } from './field-messages.ts';
import { LAUNCH, PARAM } from './field-names.ts';
import { LaunchForm, type LaunchField } from './launch-form.ts';
import { QueueForm } from './queue-form.ts';
import { otherRevision, withoutRules } from '../params/other-revision.ts';
import { ResumeForm } from './resume-form.ts';
import { checkValue, hasDefault, isBlank, toSend } from '../params/field-value.ts';
import { type Field, fieldGroups, type Value } from '../params/schema-form.ts';
import { type FilledSample, hasTypedInput, hasTypedName, NO_SAMPLE } from '../params/uploaded-sample.ts';

/** Same rules as on the server. */
const SAMPLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._+-]*$/u;
const LONGEST_SAMPLE_NAME = 100;

/** Form state of a new job, with validation. */
export class JobForm {
  readonly pipeline = signal<PipelineView | null>(null);
  readonly sampleName = signal('');
  readonly reason = signal('');
  /** Whether the server requires a reason. */
  readonly reasonRequired = signal(false);
  readonly values = signal<Readonly<Record<string, Value | null>>>({});
  /** Parameters of a demo or copied job that no field can show. They are sent unchanged. */
  readonly carried = signal<Params>({});
  readonly launch = new LaunchForm();
  readonly queue = new QueueForm();
  readonly resumeAfter = new ResumeForm();
  readonly advanced = signal(false);
  private readonly filled = computed(() =>
    JSON.stringify([
      ...[this.sampleName(), this.values(), this.reason()],
      ...[this.launch.value(), this.queue.value(), this.resumeAfter.value()],
    ]),
  );
  /** Content that a demo, a copied job or the pipeline filled in. */
  private readonly given = signal(this.filled());
  /** Whether the user changed the form. */
  readonly changed = computed(() => this.filled() !== this.given());
  /** Uploaded sample that is filled in with each pipeline until the user chooses another one. */
  private uploaded: FilledSample | null = null;
  /** Automatically filled sample. */
  private givenSample = NO_SAMPLE;
  /** The job that runs again. */
  private readonly again = signal<JobView | null>(null);
  /** Revision that will run, if the form shows the schema of another one. */
  readonly otherRevision = computed(() => {
    const pipeline = this.pipeline();
    return pipeline && otherRevision(pipeline, this.launch.texts().revision.trim(), this.again());
  });
  private readonly touched = signal<ReadonlySet<string>>(new Set());
  private readonly tried = signal(false);
  private readonly server = new FieldMessages();
  readonly groups = computed(() => {
    const pipeline = this.pipeline();
    return pipeline ? fieldGroups(pipeline) : [];
  });
  readonly fields = computed(() => this.groups().flatMap(({ fields }) => fields));
  /** The groups without advanced fields, unless those are shown. */
  readonly shownGroups = computed(() =>
    this.groups()
      .map((group) => ({ ...group, fields: group.fields.filter(({ hidden }) => !hidden || this.advanced()) }))
      .filter(({ fields }) => fields.length > 0),
  );
  readonly hiddenCount = computed(() => this.fields().filter(({ hidden }) => hidden).length);
  /** All errors by field (`sample_name`, `params.input_dir`). */
  readonly errors = computed(() => {
    const errors = new Map<string, string>();
    const wrongName = wrongSampleName(this.sampleName().trim());
    if (wrongName) errors.set('sample_name', wrongName);
    for (const field of this.fields()) {
      // The server checks parameters without a field, and the requirements of another revision.
      if (field.name in this.carried()) continue;
      const checked = this.otherRevision() === null ? field : withoutRules(field);
      const required = this.isRequired(field);
      const error = checkValue({ ...checked, required }, this.values()[field.name] ?? null);
      if (error) errors.set(PARAM + field.name, error);
    }
    for (const [field, error] of this.launch.errors()) errors.set(LAUNCH + field, error);
    const wrongPriority = this.queue.error();
    if (wrongPriority) errors.set('priority', wrongPriority);
    const wrongResume = this.resumeAfter.error();
    if (wrongResume) errors.set('resume_after', wrongResume);
    if (this.reasonRequired() && !this.reason().trim()) errors.set('reason', 'Is required');
    for (const [field, message] of this.server.errors()) errors.set(field, message);
    return errors;
  });
  readonly valid = computed(() => this.pipeline() !== null && this.errors().size === 0);
  /** Number of errors that are shown. */
  readonly shownCount = computed(() => [...this.errors().keys()].filter((field) => this.shows(field)).length);

  /** Whether a field is required. A profile, a config or another revision can make it optional. */
  isRequired(field: Field): boolean {
    return field.required && this.otherRevision() === null && !this.isSetElsewhere(field);
  }

  /** The error to show at a field, once the field was touched or the user tried to submit. */
  errorOf(field: string): string | null {
    return this.shows(field) ? (this.errors().get(field) ?? null) : null;
  }

  /** The warning to show at a field. It stays as long as the field has no error. */
  warningOf(field: string): string | null {
    return this.errorOf(field) ? null : (this.server.warnings().get(field) ?? null);
  }

  /** Warnings that no field shows. */
  readonly otherWarnings = computed(() => {
    const shown = new Set(this.shownGroups().flatMap(({ fields }) => fields.map(({ name }) => PARAM + name)));
    const isShown = (field: string) => shown.has(field) || (this.advanced() && field.startsWith(LAUNCH));
    return [...this.server.warnings()]
      .filter(([field]) => !isShown(field))
      .map(([field, message]) => ({ field, message }));
  });

  /** Takes the result of a check: warnings, and errors of fields that are filled in or have a default. */
  checked({ errors, warnings }: { errors: readonly FieldProblem[]; warnings: readonly FieldProblem[] }): void {
    this.server.setWarnings(warnings);
    const filled = errors.filter(({ field }) => {
      if (field.startsWith(LAUNCH)) return true;
      const shown = this.fields().find(({ name }) => `${field}.`.startsWith(`${PARAM}${name}.`));
      if (!shown) return false;
      return !isBlank(shown, this.values()[shown.name]) || shown.name in this.carried() || hasDefault(shown);
    });
    if (filled.some(({ field }) => field.startsWith(LAUNCH))) this.advanced.set(true);
    this.server.setErrors(filled);
  }

  choose(pipeline: PipelineView): void {
    if (pipeline.name === this.pipeline()?.name) return;
    const untouched = !this.changed();
    // If the user chose other files than those of the uploaded sample, its folder is not filled in for the next
    // pipeline.
    if (hasTypedInput(this.sample(), this.givenSample)) this.uploaded = null;
    this.pipeline.set(pipeline);
    this.values.set({});
    this.carried.set({});
    this.launch.fill(pipeline.launch);
    this.queue.fill(pipeline.queue);
    this.resumeAfter.fill(pipeline.resume_after);
    this.fillUploaded();
    if (untouched) this.given.set(this.filled());
    this.clean();
  }

  setSampleName(text: string): void {
    this.sampleName.set(text);
    this.server.forget('sample_name');
  }

  setReason(reason: string): void {
    this.reason.set(reason);
    this.server.forget('reason');
  }

  set(field: Field, value: Value | null): void {
    this.values.update((values) => ({ ...values, [field.name]: value }));
    this.carried.update(({ [field.name]: _, ...carried }) => carried);
    this.server.forget(PARAM + field.name);
  }

  /** Stops sending a parameter that no field shows, so that the pipeline's value is used. */
  leaveOut(name: string): void {
    this.carried.update(({ [name]: _, ...carried }) => carried);
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
    const pipeline = this.pipeline();
    const { values, carried } = pipeline ? copiedParams(pipeline, this.fields(), params) : { values: {}, carried: {} };
    this.carried.set(carried);
    this.sampleName.set(sampleName);
    this.values.set(values);
    this.uploaded = null;
    this.givenSample = this.sample();
    this.given.set(this.filled());
    const isOther = ({ name, fallback }: Field) =>
      name in values && JSON.stringify(params[name]) !== JSON.stringify(fallback);
    if (this.fields().some((field) => field.hidden && isOther(field))) this.advanced.set(true);
    this.clean();
  }

  /** Fills in a demo. A sample name that the user typed is kept. */
  takeDemo({ name, params }: PipelineView['demo'][number]): void {
    const typed = hasTypedName(this.sample(), this.givenSample) ? this.sampleName() : null;
    this.fill(name, params);
    if (typed !== null) this.setSampleName(typed);
  }

  /**
   * Fills in an uploaded sample: its name, and its folder as the input of this pipeline and of pipelines that are
   * chosen later. Nothing that the user typed is replaced.
   */
  takeSample(name: string, folder: string): void {
    const untouched = !this.changed();
    this.uploaded = { name, input: folder };
    this.fillUploaded();
    if (untouched) this.given.set(this.filled());
  }

  /** @param keepsSheet whether it is the same job, which keeps its samplesheet */
  like(job: JobView, { keepsSheet = false } = {}): void {
    this.again.set(keepsSheet ? job : null);
    this.launch.fill(this.pipeline()?.launch ?? {}, job.launch ?? {});
    const usual = this.pipeline()?.queue ?? job.queue;
    this.queue.fill(usual, job.queue);
    this.resumeAfter.fill(this.pipeline()?.resume_after ?? null, job.resume_after ?? null);
    if (this.launch.value() || job.queue !== usual || 'resume_after' in this.resumeAfter.value())
      this.advanced.set(true);
    // A samplesheet is a file of the other job.
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
    const names = new Set([
      'sample_name',
      'reason',
      'queue',
      'priority',
      'resume_after',
      ...this.fields().map(({ name }) => PARAM + name),
    ]);
    // A message about a part of a parameter is shown at its field.
    const nameOf = (field: string) => (field.startsWith(PARAM) ? field.split('.').slice(0, 2).join('.') : field);
    const own = errors.filter(({ field }) => names.has(nameOf(field)) || field.startsWith(LAUNCH));
    this.server.setErrors(own);
    this.ready();
    return errors.filter((error) => !own.includes(error));
  }

  /**
   * The body to send. Contains only parameters that differ from the pipeline's manifest. A schema's default is sent if
   * the user chose it, because the script may have another default.
   */
  body(): SubmitBody {
    const reason = this.reason().trim();
    const set = this.pipeline()?.params ?? {};
    const params = this.fields().flatMap((field) => {
      const value = this.values()[field.name] ?? null;
      if (value === null || isBlank(field, value)) return [];
      const sent = toSend(field, value);
      return JSON.stringify(sent) === JSON.stringify(set[field.name]) ? [] : [[field.name, sent] as const];
    });
    const launch = this.launch.value();
    return {
      pipeline: this.pipeline()?.name ?? '',
      sample_name: this.sampleName().trim(),
      params: { ...this.carried(), ...Object.fromEntries(params) },
      ...(launch ? { launch } : {}),
      ...this.queue.value(),
      ...this.resumeAfter.value(),
      ...(reason ? { reason } : {}),
    };
  }

  private inputField(): Field | undefined {
    return this.fields().find(({ name }) => name === this.pipeline()?.input_param);
  }

  private sample(): FilledSample {
    const field = this.inputField();
    return { name: this.sampleName(), input: (field && this.values()[field.name]) ?? null };
  }

  private fillUploaded(): void {
    if (!this.uploaded) return;
    const [now, field] = [this.sample(), this.inputField()];
    if (!hasTypedName(now, this.givenSample)) this.setSampleName(this.uploaded.name);
    if (field && !hasTypedInput(now, this.givenSample)) this.set(field, this.uploaded.input);
    this.givenSample = this.uploaded;
  }

  /**
   * Whether a profile or a config may set an empty parameter, which the server checks or has warned about. In a rerun,
   * a cleared parameter is sent as null, which takes precedence.
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

function wrongSampleName(name: string): string | null {
  if (!name) return 'Is required';
  if (name.length > LONGEST_SAMPLE_NAME) return `Must have at most ${String(LONGEST_SAMPLE_NAME)} characters`;
  return SAMPLE_NAME.test(name)
    ? null
    : 'Must start with a letter or digit and hold only letters, digits, space and . _ + -';
}
