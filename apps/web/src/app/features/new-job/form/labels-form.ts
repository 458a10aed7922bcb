import { computed, signal } from '@angular/core';
import type { SubmitBody } from '@reprise/contracts';
import { LABEL_SYNTAX } from '@reprise/contracts/label-text';
import { LABEL } from './field-names.ts';

/** The server's limit. */
const MAX_LABELS = 20;
const RULE = 'Must have at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends';

/** Row with a label as typed. A row without key and value is ignored. */
export interface LabelRow {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

/** Labels in the form of a new job. */
export class LabelsForm {
  private readonly all = signal<readonly LabelRow[]>([]);
  private nextId = 0;
  readonly rows = this.all.asReadonly();
  readonly isFull = computed(() => this.rows().length >= MAX_LABELS);
  private readonly filled = computed(() =>
    this.rows()
      .map(({ id, key, value }) => ({ id, key: key.trim(), value: value.trim() }))
      .filter(({ key, value }) => key || value),
  );
  /** Errors by field: `labels.3.key` for the key in the row with the id 3. */
  readonly errors = computed((): ReadonlyMap<string, string> => {
    const errors = new Map<string, string>();
    const keys = new Set<string>();
    for (const { id, key, value } of this.filled()) {
      const ofKey = keys.has(key) ? 'Is given twice' : errorOf(key);
      const ofValue = errorOf(value);
      if (ofKey) errors.set(labelField(id, 'key'), ofKey);
      if (ofValue) errors.set(labelField(id, 'value'), ofValue);
      keys.add(key);
    }
    return errors;
  });
  /** The field to send, if there are labels. */
  readonly value = computed((): Pick<SubmitBody, 'labels'> => {
    const labels = Object.fromEntries(this.filled().map(({ key, value }) => [key, value]));
    return Object.keys(labels).length > 0 ? { labels } : {};
  });

  add(): void {
    if (!this.isFull()) this.all.update((rows) => [...rows, this.rowOf('', '')]);
  }

  set(id: number, part: Partial<Pick<LabelRow, 'key' | 'value'>>): void {
    this.all.update((rows) => rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  }

  remove(id: number): void {
    this.all.update((rows) => rows.filter((row) => row.id !== id));
  }

  /**
   * Shows the labels of a copied job.
   * @param labels absent in the response of a gateway of an earlier release
   */
  fill(labels: Readonly<Record<string, string>> | undefined): void {
    this.all.set(Object.entries(labels ?? {}).map(([key, value]) => this.rowOf(key, value)));
  }

  private rowOf(key: string, value: string): LabelRow {
    return { id: this.nextId++, key, value };
  }
}

/** Name of the field for the key or value in a row. */
export const labelField = (id: number, part: 'key' | 'value'): string => `${LABEL}${String(id)}.${part}`;

function errorOf(text: string): string | null {
  if (!text) return 'Is required';
  return LABEL_SYNTAX.test(text) ? null : RULE;
}
