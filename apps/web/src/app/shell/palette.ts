import { Component, computed, inject, linkedSignal, resource, signal, debounced } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { Api } from '../core/api.ts';
import { injectSheet } from '../core/sheets.ts';
import { Shortcuts } from '../core/shortcuts.ts';
import { shortId } from '../shared/format.ts';
import { Icon } from '../shared/icon.ts';
import { STATUS, statusKey } from '../shared/status.ts';
import { matching, type PaletteItem } from './palette-items.ts';
import { ShellActions } from './shell-actions.ts';

const JOBS_SHOWN = 6;

/** Commands and jobs by typing. A combobox whose list is the results; closes with what to run. */
@Component({
  selector: 'rp-palette',
  imports: [Icon],
  templateUrl: './palette.html',
  styleUrl: './palette.css',
})
export class Palette {
  private readonly api = inject(Api);
  private readonly actions = inject(ShellActions);
  private readonly shortcuts = inject(Shortcuts);
  private readonly sheet = injectSheet<null, () => void>();
  protected readonly query = signal('');
  private readonly asked = debounced(this.query, 150);
  private readonly jobs = resource({
    params: () => this.asked.value().trim() || undefined,
    loader: async ({ params }) => (await this.api.jobs({ q: params, limit: JOBS_SHOWN })).items,
  });
  private readonly found = linkedSignal<JobView[] | undefined, JobView[]>({
    source: () => (this.jobs.hasValue() ? this.jobs.value() : undefined),
    computation: (items, previous) => items ?? previous?.value ?? [],
  });
  protected readonly items = computed((): PaletteItem[] => [
    ...matching(this.commands(), this.query()),
    ...(this.query().trim() ? this.found().map((job) => this.jobItem(job)) : []),
  ]);
  protected readonly active = linkedSignal({ source: this.items, computation: () => 0 });

  protected move(step: number, event: Event): void {
    event.preventDefault();
    const n = this.items().length;
    if (n) this.active.update((at) => (at + step + n) % n);
    document.getElementById(`rp-option-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected choose(item: PaletteItem | undefined): void {
    if (item) this.sheet.close(item.run);
  }

  private commands(): PaletteItem[] {
    const { actions } = this;
    const status = (key: string, word: string): PaletteItem => ({
      label: `Show ${word} jobs`,
      hint: 'Filter',
      icon: STATUS[key as keyof typeof STATUS].icon,
      run: () => actions.jobs(key),
    });
    const ofPage = this.shortcuts
      .all()
      .filter(({ group }) => group !== 'Everywhere')
      .map(({ label, group, keys, run }): PaletteItem => ({
        label,
        hint: `${group}, key ${keys}`,
        icon: 'arrow-right',
        run,
      }));
    return [
      ...ofPage,
      { label: 'Jobs', hint: 'Page', icon: 'list', run: () => actions.jobs() },
      { label: 'New job', hint: 'Page', icon: 'plus', run: () => actions.newJob() },
      status('running', 'running'),
      status('pending', 'pending'),
      status('failed', 'failed'),
      status('completed', 'completed'),
      status('cancelled', 'cancelled'),
      { label: 'Runners', hint: 'Health', icon: 'server', run: () => void actions.runners() },
      { label: 'Light theme', hint: 'Setting', icon: 'sun', run: () => actions.theme('light') },
      { label: 'Dark theme', hint: 'Setting', icon: 'moon', run: () => actions.theme('dark') },
      { label: 'Theme of the system', hint: 'Setting', icon: 'monitor', run: () => actions.theme('system') },
      { label: 'Times as ago or clock', hint: 'Setting', icon: 'clock', run: () => actions.times() },
      { label: 'Keyboard', hint: 'Help', icon: 'keyboard', run: () => void actions.keys() },
    ];
  }

  private jobItem(job: JobView): PaletteItem {
    const { word, icon } = STATUS[statusKey(job)];
    return {
      label: job.sample_name,
      hint: `${word}, ${job.pipeline}, ${shortId(job.job_id)}`,
      icon,
      run: () => this.actions.openJob(job.job_id),
    };
  }
}
