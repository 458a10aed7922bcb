import { computed, signal } from '@angular/core';
import type { JobView, Params, PipelineView, SubmitBody } from '@reprise/contracts';
import type { FieldError } from '../../core/problem.ts';
import { asNumber, asValue, checkValue, type Field, fieldGroups, optionOf, type Value } from './schema-form.ts';

/** As the server checks it. */
const SAMPLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._+-]{0,99}$/u;
const PARAM = 'params.';

/** What a person fills in for a new job, and whether it can be sent. */
export class JobForm {
  readonly pipeline = signal<PipelineView | null>(null);
  readonly sampleName = signal('');
  readonly reason = signal('');
  /** Whether the server takes no job without one. */
  readonly reasonRequired = signal(false);
  readonly values = signal<Readonly<Record<string, Value | null>>>({});
  /** Parameters of a demo or another job that no field here can show: sent as they are. */
  readonly carried = signal<Params>({});
  readonly advanced = signal(false);
  private readonly filled = computed(() => JSON.stringify([this.sampleName(), this.values(), this.reason()]));
  /** What a demo, another job or the pipeline filled in, and no person. */
  private readonly given = signal(this.filled());
  /** Whether a person filled in what would be lost. */
  readonly changed = computed(() => this.filled() !== this.given());
  private readonly touched = signal<ReadonlySet<string>>(new Set());
  private readonly tried = signal(false);
  /** Errors of the server, by field, until that field is changed. */
  private readonly told = signal<ReadonlyMap<string, string>>(new Map());

  readonly groups = computed(() => {
    const pipeline = this.pipeline();
    return pipeline ? fieldGroups(pipeline) : [];
  });
  readonly fields = computed(() => this.groups().flatMap(({ fields }) => fields));
  /** Without the advanced fields, unless those are asked for. */
  readonly shownGroups = computed(() =>
    this.groups()
      .map((group) => ({ ...group, fields: group.fields.filter(({ hidden }) => !hidden || this.advanced()) }))
      .filter(({ fields }) => fields.length > 0),
  );
  readonly hiddenCount = computed(() => this.fields().filter(({ hidden }) => hidden).length);
  /** Every error there is, by field (`sample_name`, `params.input_dir`). */
  readonly errors = computed(() => {
    const errors = new Map<string, string>();
    if (!SAMPLE_NAME.test(this.sampleName().trim()))
      errors.set(
        'sample_name',
        this.sampleName().trim()
          ? 'Must start with a letter or digit and hold only letters, digits, space and . _ + -'
          : 'Is required',
      );
    for (const field of this.fields()) {
      const error = checkValue(field, this.values()[field.name] ?? null);
      if (error) errors.set(PARAM + field.name, error);
    }
    if (this.reasonRequired() && !this.reason().trim()) errors.set('reason', 'Is required');
    for (const [field, message] of this.told()) errors.set(field, message);
    return errors;
  });
  readonly valid = computed(() => this.pipeline() !== null && this.errors().size === 0);
  /** How many fields need a look, once the person has been there or tried to send. */
  readonly shownCount = computed(() => [...this.errors().keys()].filter((field) => this.shows(field)).length);

  /** The error to show at a field; not before the person has been there. */
  errorOf(field: string): string | null {
    return this.shows(field) ? (this.errors().get(field) ?? null) : null;
  }

  choose(pipeline: PipelineView): void {
    if (pipeline.name === this.pipeline()?.name) return;
    const untouched = !this.changed();
    this.pipeline.set(pipeline);
    this.values.set({});
    this.carried.set({});
    if (untouched) this.given.set(this.filled());
    this.clean();
  }

  name(text: string): void {
    this.sampleName.set(text);
    this.forget('sample_name');
  }

  because(reason: string): void {
    this.reason.set(reason);
    this.forget('reason');
  }

  set(field: Field, value: Value | null): void {
    this.values.update((values) => ({ ...values, [field.name]: value }));
    this.forget(PARAM + field.name);
  }

  touch(field: string): void {
    this.touched.update((all) => new Set(all).add(field));
  }

  /** Fills in parameters, of a demo or of another job. */
  fill(sampleName: string, params: Params): void {
    const known = this.fields().filter(({ name }) => asValue(params[name]) !== null);
    const shown = new Set(known.map(({ name }) => name));
    this.carried.set(
      Object.fromEntries(Object.entries(params).filter(([name]) => !shown.has(name) && this.isOwn(name, params))),
    );
    this.sampleName.set(sampleName);
    this.values.set(Object.fromEntries(known.map(({ name }) => [name, params[name] as Value])));
    this.given.set(JSON.stringify([this.sampleName(), this.values(), '']));
    if (known.some(({ hidden, name, fallback }) => hidden && params[name] !== fallback)) this.advanced.set(true);
    this.clean();
  }

  like(job: JobView): void {
    this.fill(job.sample_name, job.params);
  }

  /** Shows every error; true when there is none. */
  ready(): boolean {
    this.tried.set(true);
    if (this.fields().some(({ name, hidden }) => hidden && this.errors().has(PARAM + name))) this.advanced.set(true);
    return this.valid();
  }

  /** Takes a refusal of the server: returns what no field here can show. */
  refuse(errors: FieldError[]): FieldError[] {
    const names = new Set(['sample_name', 'reason', ...this.fields().map(({ name }) => PARAM + name)]);
    const own = errors.filter(({ field }) => names.has(field));
    this.told.set(new Map(own.map(({ field, message }) => [field, message])));
    this.ready();
    return errors.filter((error) => !own.includes(error));
  }

  /**
   * What to send: only parameters that the pipeline's manifest does not set so anyway. What the schema calls the default is
   * sent where a person chose it: nobody else passes it on, and the script may have another one.
   */
  body(): SubmitBody {
    const reason = this.reason().trim();
    const set = this.pipeline()?.params ?? {};
    const params = this.fields().flatMap((field) => {
      const value = this.values()[field.name] ?? null;
      if (value === null || value === '') return [];
      const sent = toSend(field, value);
      return sent === set[field.name] ? [] : [[field.name, sent] as const];
    });
    return {
      pipeline: this.pipeline()?.name ?? '',
      sample_name: this.sampleName().trim(),
      params: { ...this.carried(), ...Object.fromEntries(params) },
      ...(reason ? { reason } : {}),
    };
  }

  /** Whether a parameter was given for this job and is taken again: no default, not the runner's, not unknown to a schema. */
  private isOwn(name: string, params: Params): boolean {
    const pipeline = this.pipeline();
    if (!pipeline || name === pipeline.output_param) return false;
    const isKnown = pipeline.schema === null || name in pipeline.params;
    return isKnown && JSON.stringify(params[name]) !== JSON.stringify(pipeline.params[name]);
  }

  private shows(field: string): boolean {
    return this.tried() || this.touched().has(field) || this.told().has(field);
  }

  private forget(field: string): void {
    if (!this.told().has(field)) return;
    this.told.update((told) => new Map([...told].filter(([name]) => name !== field)));
  }

  private clean(): void {
    this.touched.set(new Set());
    this.told.set(new Map());
    this.tried.set(false);
  }
}

/** A number as a number, also where it was typed or chosen. */
function toSend(field: Field, value: Value): Value {
  if (field.kind === 'number' || field.kind === 'integer') return asNumber(value);
  return optionOf(field, value) ?? value;
}
