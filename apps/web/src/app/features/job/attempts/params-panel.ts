import { Component, computed, input } from '@angular/core';
import type { AttemptView, JobView, TypedHistoryEntry } from '@reprise/contracts';
import { digestOf, digestText, imageUse } from '../../../shared/attempt/launch/image-text.ts';
import { launchRows } from '../../../shared/attempt/launch/launch-text.ts';
import { nextflowOf } from '../../../shared/attempt/launch/nextflow-of.ts';
import { effectiveParams, paramsSource, sumOf } from '../../../shared/attempt/launch/run-text.ts';
import { otherThanSubmittedText, submittedRevision } from '../../../shared/attempt/launch/submitted-revision.ts';
import { CopyButton } from '../../../shared/parts/copy-button.ts';

/** Effective parameters of an attempt, reference data, container images, tools, and its Nextflow run. */
@Component({
  selector: 'rp-params-panel',
  imports: [CopyButton],
  templateUrl: './params-panel.html',
  styleUrl: './params-panel.css',
})
export class ParamsPanel {
  readonly attempt = input.required<AttemptView | undefined>();
  readonly job = input.required<JobView>();
  readonly history = input.required<readonly TypedHistoryEntry[]>();
  private readonly shown = computed(
    () => this.attempt() ?? { described: null, tools: null, params: this.job().params, inputs: null },
  );
  protected readonly params = computed(() => effectiveParams(this.shown()));
  protected readonly source = computed(() => paramsSource(this.shown()));
  protected readonly materials = computed(() =>
    (this.shown().described?.materials ?? []).map(({ label, value }) => ({
      name: label,
      value: value ?? 'none',
      sum: sumOf(this.shown(), value),
    })),
  );
  protected readonly tools = computed(() => this.shown().tools ?? []);
  protected readonly images = computed(() =>
    (this.attempt()?.images ?? []).map((used) => ({
      name: used.image,
      digest: digestOf(used),
      words: digestText(used),
      use: imageUse(used, this.attempt()?.steps ?? []),
    })),
  );
  private readonly submitted = computed(() =>
    submittedRevision(this.history(), this.attempt()?.attempt ?? this.job().attempt),
  );
  /** Text about a pipeline that changed between submission and start; empty if it did not change. */
  protected readonly changed = computed(() =>
    otherThanSubmittedText(this.submitted(), this.attempt()?.pipeline_revision),
  );
  protected readonly run = computed(() => {
    const attempt = this.attempt();
    const version = attempt?.described?.pipeline_version;
    const rows: [string, string | null | undefined][] = [
      ['Pipeline', version ? `${this.job().pipeline} ${version}` : this.job().pipeline],
      ['Pipeline revision', attempt?.pipeline_revision ?? this.job().pipeline_revision],
      ['Nextflow', attempt && nextflowOf(attempt)],
      ...launchRows(this.job().launch).map(({ name, value }): [string, string] => [name, value]),
      ['Command line', attempt?.argv?.join(' ')],
      ['Run name', attempt?.run_name],
      ['Session', attempt?.session_id],
      ['Lineage id', attempt?.described?.lineage?.id],
      ['Lineage store', attempt?.described?.lineage?.store],
      ['Work dir', attempt?.work_dir],
      ['Output dir', attempt?.output_dir],
      ['Launch dir', attempt?.launch_dir],
    ];
    return rows.flatMap(([name, value]) => (value ? [{ name, value }] : []));
  });
}
