import { Component, computed, input } from '@angular/core';
import type { AttemptView, JobView, Params } from '@reprise/contracts';
import { launchRows } from '../../../shared/attempt/launch-words.ts';
import { CopyButton } from '../../../shared/copy-button.ts';

/** Parameters of an attempt, and its Nextflow run. */
@Component({
  selector: 'rp-params-panel',
  imports: [CopyButton],
  template: `
    <dl>
      @for (row of rows(); track row.name) {
        <div>
          <dt class="mono">{{ row.name }}</dt>
          <dd class="mono">{{ row.value }}</dd>
          <dd><rp-copy [text]="row.value" [what]="row.name" /></dd>
        </div>
      } @empty {
        <p class="t2">No parameters were given.</p>
      }
    </dl>
    @if (run().length) {
      <h3 class="small t3">Run</h3>
      <dl>
        @for (row of run(); track row.name) {
          <div>
            <dt>{{ row.name }}</dt>
            <dd class="mono">{{ row.value }}</dd>
            <dd><rp-copy [text]="row.value" [what]="row.name" /></dd>
          </div>
        }
      </dl>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 6px 16px 14px;
    }
    dl > div {
      display: grid;
      grid-template-columns: 180px minmax(0, 1fr) auto;
      gap: 12px;
      align-items: baseline;
      padding: 6px 0;
      border-bottom: 1px solid var(--rp-line);
    }
    dt {
      color: var(--rp-text-2);
      overflow-wrap: anywhere;
    }
    dd {
      overflow-wrap: anywhere;
    }
    h3 {
      padding-top: 14px;
    }
    @media (max-width: 719.98px) {
      dl > div {
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
      }
      dt {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class ParamsPanel {
  readonly params = input.required<Params>();
  readonly attempt = input.required<AttemptView | undefined>();
  readonly job = input.required<JobView>();
  protected readonly rows = computed(() =>
    Object.entries(this.params()).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
  protected readonly run = computed(() => {
    const attempt = this.attempt();
    const rows: [string, string | null | undefined][] = [
      ...launchRows(this.job().launch).map(({ name, value }): [string, string] => [name, value]),
      ['Command line', attempt?.argv?.join(' ')],
      ['Nextflow', attempt?.nextflow_version],
      ['Run name', attempt?.run_name],
      ['Session', attempt?.session_id],
      ['Work dir', attempt?.work_dir],
      ['Output dir', attempt?.output_dir],
      ['Launch dir', attempt?.launch_dir],
      ['Pipeline revision', attempt?.pipeline_revision ?? this.job().pipeline_revision],
    ];
    return rows.flatMap(([name, value]) => (value ? [{ name, value }] : []));
  });
}
