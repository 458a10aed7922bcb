import { Component, computed, effect, inject, input, linkedSignal, resource } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { adviceText, NO_ADVICE } from '@reprise/contracts/advice-text';
import { amountText, footprintTexts, hoursText, memoryText, spreadText } from '@reprise/contracts/resource-text';
import { Api } from '@reprise/web/core/api/api.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Chart } from '@reprise/web/shared/charts/chart.ts';
import { count, plural, shortDuration } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { CopyButton } from '@reprise/web/shared/parts/copy-button.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { reloader } from '@reprise/web/shared/reading/reloader.ts';
import { filter, throttleTime } from 'rxjs';
import type { JobResources } from '../../contract/index.ts';
import { boxCharts } from './box-chart.ts';
import { FootprintPanel } from './footprint-panel.ts';

/** `scope`: the tasks of the job, or those of the last jobs of its pipeline, which are `jobs` in number. */
type Scope = 'job' | 'pipeline';
type Read = { readonly job: JobView; readonly scope: Scope; readonly jobs: number; readonly resources: JobResources };

const LAST_JOBS = 20;

/** Minimum time between two reads of a running job, because each reads all of its tasks. */
const CALM_MS = 2000;

/** Resources that the tasks of a job requested and used, by step. */
@Component({
  selector: 'rp-resources-page',
  imports: [Button, Chart, CopyButton, ErrorNote, FootprintPanel, Icon, PageHeading, RouterLink],
  templateUrl: './resources-page.html',
  styleUrl: './resources-page.css',
})
export class ResourcesPage {
  private readonly api = inject(Api);
  private readonly client = inject(PageApiClient);
  private readonly live = inject(Live);
  readonly id = input.required<string>();
  /** `pipeline` for the last jobs of the job's pipeline, from the address. */
  readonly of = input<string>();
  private readonly scope = computed((): Scope => (this.of() === 'pipeline' ? 'pipeline' : 'job'));
  protected readonly scopes = [
    { scope: 'job', of: null, text: 'This job' },
    { scope: 'pipeline', of: 'pipeline', text: `Last ${String(LAST_JOBS)} jobs` },
  ] as const;
  private readonly read = resource({
    params: () => ({ id: this.id(), scope: this.scope(), openings: this.live.openings() }),
    loader: async ({ params: { id, scope } }): Promise<Read> => {
      if (scope === 'pipeline') {
        const job = await this.api.job(id);
        const query = { jobs: LAST_JOBS };
        const found = await this.client.get('/api/pipelines/{name}/resources', { path: { name: job.pipeline }, query });
        return { job, scope, jobs: found.jobs, resources: found };
      }
      const [job, resources] = await Promise.all([
        this.api.job(id),
        this.client.get('/api/jobs/{id}/resources', { path: { id } }),
      ]);
      return { job, scope, jobs: 1, resources };
    },
  });
  protected readonly again = reloader(this.read);
  /** The last resources of the job, kept while they are read again. */
  protected readonly shown = linkedSignal<{ id: string; read: Read | null }, Read | null>({
    source: () => ({ id: this.id(), read: this.read.hasValue() ? this.read.value() : null }),
    computation: ({ id, read }, previous) => read ?? (previous?.source.id === id ? previous.value : null),
  });
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly rows = computed(() =>
    (this.shown()?.resources.steps ?? []).map(({ process, step, tasks, memory, cpus, time_ms, wait_ms }) => ({
      process,
      step,
      short: process.slice(process.lastIndexOf(':') + 1),
      tasks: count(tasks),
      cells: [
        ...[memory.requested, memory.used].map((spread) => spreadText(spread, memoryText)),
        ...[cpus.requested, cpus.used].map((spread) => spreadText(spread, amountText)),
        ...[time_ms.requested, time_ms.used, wait_ms].map((spread) => spreadText(spread, shortDuration)),
      ],
    })),
  );
  protected readonly charts = computed(() => boxCharts(this.shown()?.resources.steps ?? []));
  protected readonly advised = computed(() =>
    (this.shown()?.resources.steps ?? []).flatMap(({ process, step, advice }) =>
      advice ? [{ process, step, config: advice.config, lines: advice.directives.map(adviceText) }] : [],
    ),
  );
  /** The other steps, each with the reason. */
  protected readonly unadvised = computed(() =>
    (this.shown()?.resources.steps ?? []).flatMap(({ process, step, no_advice: reason }) =>
      reason ? [{ process, text: `${step}: ${NO_ADVICE[reason]}` }] : [],
    ),
  );
  /** Text about tasks whose requests are not recorded; empty if there are none. */
  protected readonly unknown = computed(() => {
    const { tasks = 0, tasks_without_requests: unknown = 0 } = this.shown()?.resources ?? {};
    return unknown === 0
      ? ''
      : `What ${unknown === tasks ? 'the tasks' : `${count(unknown)} of ${plural(tasks, 'task')}`} requested is not recorded: an earlier release ran them, or Nextflow ended before it traced them.`;
  });
  protected readonly figures = computed(() => {
    const resources = this.shown()?.resources;
    return resources ? footprintTexts(resources.footprint, resources.basis.currency) : [];
  });
  /** The tasks of the table, as the end of a sentence. */
  protected readonly tasksText = computed(() => {
    const { scope, jobs, job } = this.shown()!;
    return scope === 'job' ? 'of this job' : `of the last ${plural(jobs, 'completed job')} of ${job.pipeline}`;
  });
  protected readonly waitText = (ms: number | null) => (ms === null ? '–' : shortDuration(ms));
  protected readonly hoursText = hoursText;
  protected readonly csv = computed(() => `/api/jobs/${this.id()}/resources.csv`);

  constructor() {
    const page = inject(PageState);
    this.live.follow(null);
    this.live.events
      .pipe(
        filter((event) => event.kind === 'job' && event.job.job_id === this.id()),
        throttleTime(CALM_MS, undefined, { leading: true, trailing: true }),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.again());
    effect(() => page.show(`Resources of ${this.shown()?.job.sample_name ?? 'a job'}`));
  }
}
