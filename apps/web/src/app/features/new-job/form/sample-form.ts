import { computed, signal } from '@angular/core';
import { type FilledSample, hasTypedInput, hasTypedName, NO_SAMPLE } from '../params/uploaded-sample.ts';
import type { FieldMessages } from './field-messages.ts';
import type { ParamsForm } from './params-form.ts';

/** Same rules as on the server. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._+-]*$/u;
const LONGEST_NAME = 100;

/** Sample in the form of a new job: its name, and an uploaded folder as the input of the pipeline. */
export class SampleForm {
  readonly name = signal('');
  /** Error of the name; null if there is none. */
  readonly error = computed(() => nameError(this.name().trim()));
  /** Uploaded sample that is filled in for each pipeline until the user chooses a different one. */
  private uploaded: FilledSample | null = null;
  /** Automatically filled sample. */
  private given = NO_SAMPLE;
  private readonly params: ParamsForm;
  private readonly messages: FieldMessages;

  constructor(params: ParamsForm, messages: FieldMessages) {
    this.params = params;
    this.messages = messages;
  }

  setName(text: string): void {
    this.name.set(text);
    this.messages.forget('sample_name');
  }

  /** Whether the user typed the name. */
  hasTypedName(): boolean {
    return hasTypedName(this.now(), this.given);
  }

  /** Fills in the name of a demo or another job, whose input is among its parameters. */
  fill(name: string): void {
    this.name.set(name);
    this.uploaded = null;
    this.given = this.now();
  }

  /** Fills in an uploaded sample. Does not replace anything that the user has typed. */
  upload(sample: FilledSample): void {
    this.uploaded = sample;
    this.fillUploaded();
  }

  /**
   * Chooses a pipeline, and fills in the uploaded sample again. If the user chose files that do not belong to the
   * sample, its folder is not filled in.
   */
  keepAcross(choose: () => void): void {
    if (hasTypedInput(this.now(), this.given)) this.uploaded = null;
    choose();
    this.fillUploaded();
  }

  private now(): FilledSample {
    const field = this.params.inputField();
    return { name: this.name(), input: (field && this.params.values()[field.name]) ?? null };
  }

  private fillUploaded(): void {
    if (!this.uploaded) return;
    const [now, field] = [this.now(), this.params.inputField()];
    if (!hasTypedName(now, this.given)) this.setName(this.uploaded.name);
    if (field && !hasTypedInput(now, this.given)) this.params.set(field, this.uploaded.input);
    this.given = this.uploaded;
  }
}

function nameError(name: string): string | null {
  if (!name) return 'Is required';
  if (name.length > LONGEST_NAME) return `Must have at most ${String(LONGEST_NAME)} characters`;
  return NAME.test(name) ? null : 'Must start with a letter or digit and hold only letters, digits, space and . _ + -';
}
