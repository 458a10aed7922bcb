import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Button } from '../../../shared/parts/button.ts';
import { Api } from '../../../core/api/api.ts';
import { Live } from '../../../core/live/live.ts';
import { PageHeading } from '../../../core/page/page-heading.ts';
import { PageState } from '../../../core/page/page-state.ts';
import { messageOf } from '../../../core/problem.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { FilePreview } from '../files/file-preview.ts';
import { reportGroups } from './report-groups.ts';

/** Shows a job's report in the full width of the window, and a list of the job's other reports. */
@Component({
  selector: 'rp-reports-page',
  imports: [Button, FilePreview, Icon, PageHeading, RouterLink],
  templateUrl: './reports-page.html',
  styleUrl: './reports-page.css',
})
export class ReportsPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  readonly id = input.required<string>();
  /** Path of the shown report in the output dir; the first report if absent. */
  readonly path = input<string>();
  protected readonly read = resource({
    params: () => this.id(),
    loader: async ({ params }) => {
      const job = await this.api.job(params);
      return { job, page: await this.api.reports(params, job.attempt) };
    },
  });
  private readonly found = computed(() => (this.read.hasValue() ? this.read.value() : null));
  protected readonly job = computed(() => this.found()?.job ?? null);
  protected readonly files = computed(() => this.found()?.page.items ?? []);
  protected readonly groups = computed(() => reportGroups(this.files()));
  protected readonly file = computed(() => {
    const [files, path] = [this.files(), this.path()];
    return (path === undefined ? files[0] : files.find((each) => each.path === path)) ?? null;
  });
  /** Why no report is shown; null while the reports are being read, or if one is shown. */
  protected readonly problem = computed(() => {
    if (this.read.error()) return messageOf(this.read.error());
    const found = this.found();
    if (!found) return null;
    if (found.page.away !== null) return found.page.away;
    if (this.file()) return null;
    return this.files().length > 0 ? `The job has no report ${this.path() ?? ''}.` : 'The job has no reports.';
  });
  protected readonly title = computed(() => this.file()?.report ?? 'Reports');

  constructor() {
    inject(Live).follow(null);
    const page = inject(PageState);
    effect(() => page.show(`${this.title()} of ${this.job()?.sample_name ?? 'a job'}`));
  }

  protected show(path: string): void {
    void this.router.navigate([], { queryParams: { path }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
