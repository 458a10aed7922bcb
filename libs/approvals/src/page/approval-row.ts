import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isSamePerson } from '@reprise/contracts/actor';
import { Button } from '@reprise/web/shared/parts/button.ts';
import type { ApprovalView } from '../contract/index.ts';
import type { ApprovalVerdict } from './approvals-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { dateTime, shortId } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { commandBeforeSample, requestText, statusText } from './approval-text.ts';

/** A command that waits for a second person, or on which a decision was made. */
@Component({
  selector: 'li[rpApprovalRow]',
  imports: [Actor, Icon, Button, RouterLink, When],
  styleUrl: './approval-row.css',
  template: `<span class="what">
      <span class="strong"
        >{{ command() }} <a class="link" [routerLink]="['/jobs', approval().job_id]">{{ sample() }}</a>&ngsp;<span
          class="mono t3 small"
          >{{ id() }}</span
        ></span
      >
      <span class="small t2"
        ><rp-actor [actor]="approval().requested_by" /> asked <rp-when [at]="approval().requested_at"
      /></span>
      @if (request(); as request) {
        <span class="small">{{ request }}</span>
      }
      @if (approval().reason; as reason) {
        <q class="small">{{ reason }}</q>
      }
    </span>
    @if (approval().status === 'waiting') {
      <span class="small t2">until {{ dateTime(approval().expires_at, clock.now()) }}</span>
      <span class="row actions">
        @if (isMine()) {
          <button
            matButton="outlined"
            class="s"
            type="button"
            [attr.aria-label]="'Withdraw' + about()"
            (click)="decided.emit('withdraw')"
          >
            Withdraw
          </button>
        }
        <button
          matButton="outlined"
          class="s red"
          type="button"
          [disabled]="approval().denied !== null"
          disabledInteractive
          [attr.title]="approval().denied"
          [attr.aria-description]="approval().denied"
          [attr.aria-label]="'Reject' + about()"
          (click)="decide('reject')"
        >
          Reject
        </button>
        <button
          matButton="filled"
          class="s"
          type="button"
          [disabled]="approval().denied !== null"
          disabledInteractive
          [attr.title]="approval().denied"
          [attr.aria-description]="approval().denied"
          [attr.aria-label]="'Approve' + about()"
          (click)="decide('approve')"
        >
          Approve
        </button>
      </span>
    } @else {
      <span class="small"
        ><rp-icon class="s" [class]="'s ' + status().tone" [name]="status().icon" /> {{ status().word }}</span
      >
      <span class="what small t2">
        @if (approval().decided_by; as by) {
          <span><rp-actor [actor]="by" />, <rp-when [at]="approval().decided_at!" /></span>
        }
        @if (approval().decision_reason; as reason) {
          <q>{{ reason }}</q>
        }
        @if (approval().refusal; as refusal) {
          <span>{{ refusal }}</span>
        }
      </span>
    }`,
})
export class ApprovalRow {
  private readonly user = inject(CurrentUser);
  protected readonly clock = inject(Clock);
  readonly approval = input.required<ApprovalView>({ alias: 'rpApprovalRow' });
  readonly decided = output<ApprovalVerdict>();
  protected readonly dateTime = dateTime;
  protected readonly command = computed(() => commandBeforeSample(this.approval()));
  protected readonly sample = computed(() => this.approval().sample_name ?? this.approval().job_id);
  /** Distinguishes jobs with the same name. */
  protected readonly id = computed(() => shortId(this.approval().job_id));
  protected readonly request = computed(() => requestText(this.approval()));
  protected readonly status = computed(() => statusText(this.approval()));
  protected readonly isMine = computed(() =>
    isSamePerson(this.user.session()?.actor ?? '', this.approval().requested_by),
  );
  protected readonly about = computed(() => `: ${this.command().toLowerCase()} ${this.sample()} ${this.id()}`);

  /** A disabled button stays focusable, so that its reason can be read. */
  protected decide(verdict: ApprovalVerdict): void {
    if (this.approval().denied === null) this.decided.emit(verdict);
  }
}
