import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import {
  afterNextRender,
  booleanAttribute,
  Component,
  computed,
  inject,
  Injector,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Toasts } from '../../core/page/toasts.ts';
import { CommandPrompt } from '../send/command-prompt.ts';
import { WatchedJobs } from '../../core/live/watched-jobs.ts';
import { Icon } from '../../shared/icon.ts';
import { resultLinks } from '../../shared/results/result-urls.ts';
import { hasEnded } from '../../shared/status/status.ts';
import { menuActions } from './action-buttons.ts';

/** Menu of what else can be done with a job. */
@Component({
  selector: 'rp-job-menu',
  imports: [Icon, MatIconButton, MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    <button
      matIconButton
      type="button"
      [class.framed]="framed()"
      [class.s]="!framed()"
      [attr.aria-label]="'More for ' + job().sample_name"
      title="More"
      [matMenuTriggerFor]="menu() ?? null"
      (pointerenter)="armed.set(true)"
      (focus)="armed.set(true)"
      (click)="open()"
    >
      <rp-icon name="ellipsis" />
    </button>
    @if (armed()) {
      <mat-menu>
        <ng-template matMenuContent>
          @if (job().status === 'completed' && job().bam_path) {
            <a mat-menu-item [routerLink]="['/jobs', job().job_id, 'igv']"><rp-icon name="dna" />Open in IGV</a>
          }
          @if (job().status === 'completed' && job().filtered_tsv_path) {
            <a mat-menu-item [routerLink]="['/jobs', job().job_id, 'variants']"
              ><rp-icon name="list" />Classify variants</a
            >
          }
          @for (result of results(); track result.word) {
            <a mat-menu-item [href]="result.url" download [title]="result.file">
              <rp-icon name="download" />Download {{ result.word }}
            </a>
          }
          @if (job().allowed_actions.includes('rerun')) {
            <a mat-menu-item routerLink="/new" [queryParams]="{ rerun: job().job_id }">
              <rp-icon name="sliders-horizontal" />Edit parameters and rerun
            </a>
          }
          @for (each of actions(); track each.action) {
            <button mat-menu-item (click)="prompt.ask(job(), each.action)">
              <rp-icon [name]="each.icon" />{{ each.label }}
            </button>
          }
          <a mat-menu-item routerLink="/new" [queryParams]="{ like: job().job_id }">
            <rp-icon name="plus" />Submit another like this
          </a>
          <a mat-menu-item [routerLink]="['/jobs', job().job_id, 'report']">
            <rp-icon name="printer" />Report to print
          </a>
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
    }
  `,
})
export class JobMenu {
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly prompt = inject(CommandPrompt);
  protected readonly watched = inject(WatchedJobs);
  private readonly toasts = inject(Toasts);
  readonly job = input.required<JobView>();
  protected readonly ended = computed(() => hasEnded(this.job()));
  /** Whether the menu is created: only when the pointer or focus reaches the button, since a list has many of these. */
  protected readonly armed = signal(false);
  protected readonly actions = computed(() => menuActions(this.job()));
  protected readonly results = computed(() => resultLinks(this.job()));
  protected readonly menu = viewChild(MatMenu);
  private readonly trigger = viewChild.required(MatMenuTrigger);
  private readonly injector = inject(Injector);
  readonly framed = input(false, { transform: booleanAttribute });

  /** Opens the menu also on a touch, which has no hover before it. */
  protected open(): void {
    if (this.menu()) return;
    this.armed.set(true);
    afterNextRender(() => this.trigger().openMenu(), { injector: this.injector });
  }

  protected async watch(): Promise<void> {
    const { job_id, sample_name } = this.job();
    const why = await this.watched.watch(job_id);
    this.toasts.say(why || `You are notified when ${sample_name} ends, while a tab with Reprise is open`);
  }

  protected copy(text: string): void {
    if (this.clipboard.copy(text)) void this.announcer.announce('Copied');
  }
}
