import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, inject, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi, type ApprovalVerdict } from './approvals-api.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { commandBeforeSample, requestText } from './approval-text.ts';

export type DecisionDialogData = { approval: ApprovalView; verdict: ApprovalVerdict; requestedBy: string };

const WORDS = {
  approve: { title: 'Approve', verb: 'Approve', lead: 'It is sent at once, in the name of' },
  reject: { title: 'Reject', verb: 'Reject', lead: 'Nothing is sent. The reason is shown to' },
  withdraw: { title: 'Withdraw', verb: 'Withdraw', lead: 'Nothing is sent. It was asked for by' },
} as const;

/** Confirms a decision on a command that waits, and takes its reason; closes with the decided request. */
@Component({
  selector: 'rp-decision-dialog',
  imports: [CdkTextareaAutosize, DismissButton, ErrorNote, Icon, Button],
  host: { class: 'dlg' },
  template: `<header>
      <h2>{{ words.title }}: {{ command.toLowerCase() }} {{ sample }}?</h2>
      <p>{{ words.lead }} {{ data.requestedBy }}.</p>
    </header>
    <form (submit)="$event.preventDefault(); send()">
      <div class="body">
        @if (request) {
          <p>{{ request }}.</p>
        }
        @if (data.approval.reason; as reason) {
          <p class="note info">
            <rp-icon name="file-text" /><span class="grow"
              >“<bdi>{{ reason }}</bdi
              >”</span
            >
          </p>
        }
        <div>
          <label class="lbl" for="rp-decision-reason"
            >Reason <span class="t3">optional, kept in the audit trail</span></label
          >
          <textarea
            class="inp form"
            id="rp-decision-reason"
            maxlength="500"
            cdkTextareaAutosize
            cdkAutosizeMinRows="2"
            [value]="reason()"
            (input)="reason.set($any($event.target).value)"
          ></textarea>
        </div>
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
      </div>
      <footer>
        <rp-dismiss-button [sheet]="sheet">Not now</rp-dismiss-button>
        <button matButton="filled" type="submit" [class.red]="data.verdict === 'reject'" [disabled]="sending.busy()">
          {{ words.verb }}
        </button>
      </footer>
    </form>`,
})
export class DecisionDialog {
  private readonly api = inject(ApprovalsApi);
  protected readonly sheet = injectSheet<DecisionDialogData, ApprovalView>();
  protected readonly data = this.sheet.data;
  protected readonly words = WORDS[this.data.verdict];
  protected readonly command = commandBeforeSample(this.data.approval);
  protected readonly request = requestText(this.data.approval);
  protected readonly sample = this.data.approval.sample_name ?? this.data.approval.job_id;
  protected readonly reason = signal('');
  protected readonly sending = new Sending([], this.sheet);

  protected async send(): Promise<void> {
    const { approval, verdict } = this.data;
    const decided = await this.sending.send(() => this.api.decide(approval.approval_id, verdict, this.reason().trim()));
    if (decided) this.sheet.close(decided);
  }
}
