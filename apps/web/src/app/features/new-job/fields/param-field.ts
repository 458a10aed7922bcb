import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../../../shared/parts/button.ts';
import { Sheets } from '../../../core/sheets.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { type BrowseDialogData, BrowseDialog } from '../browse-dialog.ts';
import type { JobForm } from '../form/job-form.ts';
import { asText, hasDefault, isBlank, linesOf } from '../params/field-value.ts';
import type { Field, Value } from '../params/schema-form.ts';

/** Field of a parameter: label, native control, error and help. */
@Component({
  selector: 'rp-param-field',
  imports: [Icon, Button, RouterLink],
  templateUrl: './param-field.html',
  styleUrl: './param-field.css',
  host: { '[class.wide]': 'isPath() || isText()' },
})
export class ParamField {
  private readonly sheets = inject(Sheets);
  readonly field = input.required<Field>();
  readonly form = input.required<JobForm>();
  protected readonly id = computed(() => `rp-param-${this.field().name}`);
  protected readonly value = computed(() => this.form().values()[this.field().name] ?? null);
  protected readonly error = computed(() => this.form().errorOf(`params.${this.field().name}`));
  protected readonly warning = computed(() => this.form().warningOf(`params.${this.field().name}`));
  /** Whether it must be filled in. */
  protected readonly asked = computed(() => this.form().isRequired(this.field()) && !hasDefault(this.field()));
  /** Whether the text has several lines. */
  protected readonly isText = computed(() => this.field().kind === 'list' || this.field().kind === 'json');
  /** Kind of its value, or of each value in a list. */
  private readonly one = computed(() => this.field().each ?? this.field().kind);
  protected readonly isPath = computed(() => ['file', 'dir', 'path'].includes(this.one()));
  /** Whether it takes a sample's files, which can be uploaded. */
  protected readonly isInput = computed(() => this.field().name === this.form().pipeline()?.input_param);
  /** Numeric keyboards of phones have no minus sign. An input of type number would hide invalid text such as "1e". */
  protected readonly keyboard = computed(() => {
    const { kind, minimum } = this.field();
    if ((kind !== 'number' && kind !== 'integer') || minimum === null || minimum < 0) return null;
    return kind === 'integer' ? 'numeric' : 'decimal';
  });
  protected readonly checked = computed(() => (this.value() ?? this.field().fallback) === true);
  private readonly isEmpty = computed(() => isBlank(this.field(), this.value()));
  /** Text of the chosen option. */
  protected readonly picked = computed(() => (this.value() === null ? '' : String(this.value())));
  /**
   * Value that is used while the field is empty: the copied job's value if the field cannot show it, otherwise the
   * default.
   */
  protected readonly runsWith = computed(() => {
    const { name, fallback, kind } = this.field();
    const carried = this.form().carried();
    if (name in carried) return JSON.stringify(carried[name]);
    if (fallback === null || fallback === '' || kind === 'boolean' || !this.isEmpty()) return null;
    return asText(fallback);
  });
  /** Default whose value only Nextflow knows, for an empty field. */
  protected readonly workedOut = computed(() => {
    const { name, expression } = this.field();
    return this.isEmpty() && !(name in this.form().carried()) ? expression : null;
  });
  /** Text of a list in which nothing is chosen. */
  protected readonly noChoice = computed(() => {
    const { fallback, expression } = this.field();
    return fallback === null ? (expression === null ? 'Choose' : 'Default') : `${asText(fallback)} (default)`;
  });
  protected readonly helpOpen = signal(false);

  protected set(value: Value | null): void {
    this.form().set(this.field(), value);
  }

  protected type(text: string): void {
    this.set(text === '' ? null : text);
  }

  protected left(): void {
    this.form().touch(`params.${this.field().name}`);
  }

  protected async browse(): Promise<void> {
    const { title } = this.field();
    const kind = this.one();
    const lines = linesOf(this.value() ?? '');
    const isList = this.field().kind === 'list';
    const asked: BrowseDialogData = {
      title,
      want: kind === 'file' || kind === 'dir' ? kind : 'path',
      from: lines.at(-1) ?? asText([this.field().fallback].flat().at(-1) ?? ''),
      param: this.field().name,
    };
    const path = await this.sheets.open<string>(BrowseDialog, asked, {
      label: `Choose for “${title}”`,
      width: '620px',
    });
    if (path) this.set(isList ? [...lines, path].join('\n') : path);
    this.left();
  }
}
