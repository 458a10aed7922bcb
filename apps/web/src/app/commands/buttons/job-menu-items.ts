import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuContent, MatMenuItem } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { CommandPrompt } from '../send/command-prompt.ts';
import { WatchedJobs } from '../../core/live/watched-jobs.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { MenuOpener } from '../../shared/menu/menu-opener.ts';
import type { OpensMenu } from '../../shared/menu/opens-menu.ts';
import { OFFERED_RECORDS } from '../../shared/wings/offered-records.ts';
import { hasResult, RESULT_PAGES } from '../../shared/results/result-pages.ts';
import { resultLinks } from '../../shared/results/result-urls.ts';
import { hasEnded } from '../../shared/status/status.ts';
import { whyNotTo } from '../send/why-not-to.ts';
import { menuActions } from './action-buttons.ts';

/** Menu of further commands for a job. */
@Component({
  selector: 'rp-job-menu-items',
  host: { hidden: '' },
  imports: [Icon, MatMenu, MatMenuContent, MatMenuItem, MenuOpener, RouterLink],
  template: `
    <mat-menu #menu>
      <ng-template matMenuContent>
        @for (page of pages(); track page.path) {
          <a mat-menu-item [routerLink]="['/jobs', job().job_id, page.path]"
            ><rp-icon [name]="page.icon" />{{ page.menuItem.label }}</a
          >
        }
        @for (result of results(); track result.word) {
          <a mat-menu-item [href]="result.url" download [title]="result.file">
            <rp-icon name="download" />Download {{ result.word }}
          </a>
        }
        @if (mayEdit()) {
          <a mat-menu-item routerLink="/new" [queryParams]="{ rerun: job().job_id }">
            <rp-icon name="sliders-horizontal" />Edit parameters and rerun
          </a>
        }
        @for (each of actions(); track each.action) {
          <button mat-menu-item (click)="prompt.ask(job(), each.action)">
            <rp-icon [name]="each.icon" />{{ each.label }}
          </button>
        }
        @if (maySubmit()) {
          <a mat-menu-item routerLink="/new" [queryParams]="{ like: job().job_id }">
            <rp-icon name="plus" />Submit another like this
          </a>
        }
        @if (records) {
          <a mat-menu-item [routerLink]="records.report(job().job_id)"><rp-icon name="printer" />Report to print</a>
        }
        @if (watched.has(job().job_id)) {
          <button mat-menu-item (click)="watched.unwatch(job().job_id)">
            <rp-icon name="bell-off" />Do not notify me
          </button>
        } @else if (!ended()) {
          <button mat-menu-item title="While a tab with Reprise is open in this browser" (click)="watch()">
            <rp-icon name="bell" />Notify me when it ends
          </button>
        }
        <button mat-menu-item (click)="copy(job().job_id)"><rp-icon name="copy" />Copy job id</button>
        @if (job().output_dir; as path) {
          <button mat-menu-item (click)="copy(path)"><rp-icon name="copy" />Copy path of results</button>
        }
        @if (job().work_dir; as path) {
          <button mat-menu-item (click)="copy(path)"><rp-icon name="copy" />Copy path of work dir</button>
        }
      </ng-template>
    </mat-menu>
    <span [rpMenuOpener]="button()" [of]="menu"></span>
  `,
})
export class JobMenuItems {
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly prompt = inject(CommandPrompt);
  protected readonly watched = inject(WatchedJobs);
  private readonly toasts = inject(Toasts);
  private readonly user = inject(CurrentUser);
  protected readonly records = inject(OFFERED_RECORDS);
  readonly job = input.required<JobView>();
  readonly button = input.required<OpensMenu>();
  protected readonly ended = computed(() => hasEnded(this.job()));
  protected readonly actions = computed(() => menuActions(this.job(), (name) => whyNotTo(this.user, name, this.job())));
  protected readonly maySubmit = computed(() => this.user.whyNot('submit') === null);
  protected readonly mayEdit = computed(
    () => this.job().allowed_actions.includes('rerun') && this.user.whyNot('rerun') === null,
  );
  private readonly resultPages = inject(RESULT_PAGES);
  protected readonly pages = computed(() => {
    const job = this.job();
    return job.status === 'completed'
      ? this.resultPages.filter(({ menuItem }) => hasResult(job, [menuItem.needs]))
      : [];
  });
  protected readonly results = computed(() => resultLinks(this.job()));

  protected async watch(): Promise<void> {
    const { job_id, sample_name } = this.job();
    const why = await this.watched.watch(job_id);
    this.toasts.say(why || `You are notified when ${sample_name} ends, while a tab with Reprise is open`);
  }

  protected copy(text: string): void {
    if (this.clipboard.copy(text)) void this.announcer.announce('Copied');
  }
}
