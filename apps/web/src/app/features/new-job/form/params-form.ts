import { computed, signal } from '@angular/core';
import type { Params, PipelineView } from '@reprise/contracts';
import { copiedParams } from '../params/copied-params.ts';
import { checkValue, hasDefault, isBlank, toSend } from '../params/field-value.ts';
import { withoutRules } from '../params/other-revision.ts';
import { type Field, fieldGroups, type Value } from '../params/schema-form.ts';
import type { FieldMessages } from './field-messages.ts';
import { PARAM } from './field-names.ts';

/** Pipeline and parameters in the form of a new job. */
export class ParamsForm {
  readonly pipeline = signal<PipelineView | null>(null);
  readonly values = signal<Readonly<Record<string, Value | null>>>({});
  /** Parameters of a demo or copied job that no field can show. They are sent unchanged. */
  readonly carried = signal<Params>({});
  /** Whether advanced fields are shown. */
  readonly advanced = signal(false);
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
  /** Field of the pipeline's input. */
  readonly inputField = computed(() => this.fields().find(({ name }) => name === this.pipeline()?.input_param));
  private readonly messages: FieldMessages;

  constructor(messages: FieldMessages) {
    this.messages = messages;
  }

  choose(pipeline: PipelineView): void {
    this.pipeline.set(pipeline);
    this.values.set({});
    this.carried.set({});
  }

  set(field: Field, value: Value | null): void {
    this.values.update((values) => ({ ...values, [field.name]: value }));
    this.leaveOut(field.name);
    this.messages.forget(PARAM + field.name);
  }

  /** Stops sending a parameter that no field shows, so that the pipeline's value is used. */
  leaveOut(name: string): void {
    this.carried.update(({ [name]: _, ...carried }) => carried);
  }

  /** Fills in the parameters of a demo or another job. Shows advanced fields if one of them differs from its default. */
  fill(params: Params): void {
    const pipeline = this.pipeline();
    const { values, carried } = pipeline ? copiedParams(pipeline, this.fields(), params) : { values: {}, carried: {} };
    this.values.set(values);
    this.carried.set(carried);
    const isOther = ({ name, fallback }: Field) =>
      name in values && JSON.stringify(params[name]) !== JSON.stringify(fallback);
    if (this.fields().some((field) => field.hidden && isOther(field))) this.advanced.set(true);
  }

  /** Whether a parameter has a field that is filled in or has a default. `name` may have a part, such as `list.0`. */
  isGiven(name: string): boolean {
    const field = this.fields().find((each) => `${name}.`.startsWith(`${each.name}.`));
    if (!field) return false;
    return !isBlank(field, this.values()[field.name]) || field.name in this.carried() || hasDefault(field);
  }

  /**
   * Returns the errors, keyed by parameter name. Parameters without a field, and the requirements of a different
   * revision, are checked by the server.
   */
  errors(isOtherRevision: boolean, isRequired: (field: Field) => boolean): Map<string, string> {
    const errors = new Map<string, string>();
    for (const field of this.fields()) {
      if (field.name in this.carried()) continue;
      const checked = isOtherRevision ? withoutRules(field) : field;
      const error = checkValue({ ...checked, required: isRequired(field) }, this.values()[field.name] ?? null);
      if (error) errors.set(field.name, error);
    }
    return errors;
  }

  /**
   * Returns the parameters to send: only those that differ from the pipeline's manifest. A schema's default is sent if
   * the user chose it, because the script may have a different default.
   */
  toSend(): Params {
    const set = this.pipeline()?.params ?? {};
    const params = this.fields().flatMap((field) => {
      const value = this.values()[field.name] ?? null;
      if (value === null || isBlank(field, value)) return [];
      const sent = toSend(field, value);
      return JSON.stringify(sent) === JSON.stringify(set[field.name]) ? [] : [[field.name, sent] as const];
    });
    return { ...this.carried(), ...Object.fromEntries(params) };
  }
}
