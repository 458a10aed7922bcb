import { Clipboard } from '@angular/cdk/clipboard';
import { booleanAttribute, Component, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { Toasts } from '../../core/toasts.ts';
import { Icon } from '../icon.ts';

/** What else can be done with a job. */
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
      [matMenuTriggerFor]="menu"
    >
      <rp-icon name="ellipsis" />
    </button>
    <mat-menu #menu>
      <ng-template matMenuContent>
        <a mat-menu-item routerLink="/new" [queryParams]="{ like: job().job_id }">
          <rp-icon name="plus" />Submit another like this
        </a>
        <button mat-menu-item (click)="copy(job().job_id)"><rp-icon name="copy" />Copy job id</button>
        @if (job().output_dir; as path) {
          <button mat-menu-item (click)="copy(path)"><rp-icon name="copy" />Copy path of results</button>
        }
        @if (job().work_dir; as path) {
          <button mat-menu-item (click)="copy(path)"><rp-icon name="copy" />Copy path of work dir</button>
        }
      </ng-template>
    </mat-menu>
  `,
})
export class JobMenu {
  private readonly clipboard = inject(Clipboard);
  private readonly toasts = inject(Toasts);
  readonly job = input.required<JobView>();
  readonly framed = input(false, { transform: booleanAttribute });

  protected copy(text: string): void {
    if (this.clipboard.copy(text)) this.toasts.say('Copied');
  }
}
