import { Component, computed, effect, type ElementRef, inject, input, resource, viewChildren } from '@angular/core';
import { labelTexts, parseLabel } from '@reprise/contracts/label-text';
import { Api } from '../../../core/api/api.ts';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { JobForm } from '../form/job-form.ts';
import { labelField, type LabelRow } from '../form/labels-form.ts';

/** Number of recent jobs that provide keys and values to choose from. */
const JOBS_READ = 200;

/** Fields for the labels of a job. The keys and values of recent jobs are offered. */
@Component({
  selector: 'rp-label-fields',
  imports: [Button, Icon, IconButton],
  templateUrl: './label-fields.html',
  styleUrl: './label-fields.css',
})
export class LabelFields {
  private readonly api = inject(Api);
  readonly form = input.required<JobForm>();
  private readonly keyFields = viewChildren<ElementRef<HTMLInputElement>>('key');
  private isAdding = false;
  /** Read once there are fields that can show them. If the read fails, nothing is offered. */
  private readonly recent = resource({
    params: () => (this.form().labels.rows().length > 0 ? true : undefined),
    loader: () => this.api.jobs({ limit: JOBS_READ }),
  });
  private readonly used = computed(() =>
    (this.recent.hasValue() ? this.recent.value().items : [])
      .flatMap((job) => labelTexts(job.labels).map(parseLabel))
      .filter((label) => label !== null),
  );
  protected readonly keys = computed(() => {
    const taken = new Set(
      this.form()
        .labels.rows()
        .map(({ key }) => key),
    );
    return [...new Set(this.used().map(([key]) => key))].filter((key) => !taken.has(key)).toSorted();
  });
  protected readonly field = labelField;

  constructor() {
    effect(() => {
      const last = this.keyFields().at(-1);
      if (!this.isAdding || !last) return;
      this.isAdding = false;
      last.nativeElement.focus();
    });
  }

  /** Values that recent jobs have for the key of a row, the most recent first. */
  protected valuesOf({ key }: LabelRow): string[] {
    return [...new Set(this.used().flatMap(([used, value]) => (used === key.trim() ? value : [])))];
  }

  protected add(): void {
    this.isAdding = true;
    this.form().labels.add();
  }

  /** Removes a row. The focus moves to the button that adds one, because the row's button is gone. */
  protected remove(row: LabelRow, adder: HTMLElement): void {
    this.form().labels.remove(row.id);
    adder.focus();
  }
}
