import { Component, computed, effect, inject, resource, signal, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { JobView, MissingInput, Params } from '@reprise/contracts';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi, type ApprovalVerdict } from './approvals-api.ts';
import { DialogPoints } from '@reprise/web/commands/dialog/dialog-points.ts';
import { missingPoints } from '@reprise/web/commands/rerun.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { STATUS, statusKey } from '@reprise/web/shared/status/status.ts';
import { CommandForm } from '@reprise/web/shared/form/command-form.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { commandBeforeSample, requestText } from './approval-text.ts';

export type DecisionDialogData = {
  approval: ApprovalView;
  verdict: ApprovalVerdict;
  requestedBy: string;
  /** Whether the command still waits for a decision. */
  isWaiting: Signal<boolean>;
};

const WORDS = {
  approve: { title: 'Approve', verb: 'Approve', lead: 'It is sent at once, in the name of' },
  reject: { title: 'Reject', verb: 'Reject', lead: 'Nothing is sent. The reason is shown to' },
  withdraw: { title: 'Withdraw', verb: 'Withdraw', lead: 'Nothing is sent. It was asked for by' },
} as const;

/**
 * Dialog that confirms a decision on a waiting command and asks for a reason. Closes with the decided request, and
 * without one when the command no longer waits.
 */
@Component({
  selector: 'rp-decision-dialog',
  imports: [CommandForm, DialogPoints, Icon],
  host: { class: 'dlg' },
  template: `<header>
      <h2>{{ words.title }}: {{ command.toLowerCase() }} {{ sample }}?</h2>
      @if (changedTo() === null) {
        <p>{{ words.lead }} {{ data.requestedBy }}.</p>
      }
      <div role="status">
        @if (changedTo(); as status) {
          <div class="note warnb">
            <rp-icon name="triangle-alert" /><span class="grow"
              ><b class="strong">{{ sample }} changed meanwhile:</b> it is {{ status }} now, so the job would refuse
              this command.</span
            >
          </div>
        }
      </div>
    </header>
    <form
      rpCommandForm
      note="kept in the audit trail"
      [verb]="words.verb"
      [request]="data.verdict"
      [command]="send"
      (accepted)="sheet.close(decided)"
      (declined)="sheet.close()"
    >
      @if (request) {
        <p>{{ request }}.</p>
      }
      @if (missing().length > 0) {
        <ul rpDialogPoints [points]="missing()"></ul>
      }
      @if (data.approval.reason; as reason) {
        <p class="note info">
          <rp-icon name="file-text" /><span class="grow"
            >“<bdi>{{ reason }}</bdi
            >”</span
          >
        </p>
      }
    </form>`,
})
export class DecisionDialog {
  private readonly api = inject(ApprovalsApi);
  private readonly jobs = inject(Api);
  protected readonly sheet = injectSheet<DecisionDialogData, ApprovalView>();
  protected readonly data = this.sheet.data;
  protected readonly words = WORDS[this.data.verdict];
  protected readonly command = commandBeforeSample(this.data.approval);
  protected readonly request = requestText(this.data.approval);
  protected readonly sample = this.data.approval.sample_name ?? this.data.approval.job_id;
  private readonly inputs = resource({ loader: () => this.missingInputs() });
  /** Inputs that are missing now, because files can be deleted while a rerun waits. */
  protected readonly missing = computed(() =>
    missingPoints(this.data.approval.body['keep_results'] === true, this.inputs.value()),
  );
  /** The job of the command; null until it is read, and if it cannot be read. */
  private readonly job = signal<JobView | null>(null);
  /** Status of the job if it would refuse the command that is to be approved; else null. */
  protected readonly changedTo = computed(() => {
    const [job, { approval, verdict }] = [this.job(), this.data];
    if (verdict !== 'approve' || !job || job.allowed_actions.some((name) => name === approval.command)) return null;
    return STATUS[statusKey(job)].word.toLowerCase();
  });
  protected decided: ApprovalView | undefined;
  private readonly isSending = signal(false);

  constructor() {
    const { job_id } = this.data.approval;
    const show = (job: JobView) => this.job.update((now) => (now && now.last_seq > job.last_seq ? now : job));
    this.jobs.job(job_id).then(show, () => undefined); // the next change reports it
    inject(Live)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => event.kind === 'job' && event.job.job_id === job_id && show(event.job));
    effect(() => {
      if (!this.data.isWaiting() && !this.isSending()) this.sheet.close();
    });
  }

  protected readonly send = async ({ reason = '' }: { reason?: string }): Promise<void> => {
    const { approval, verdict } = this.data;
    this.isSending.set(true);
    try {
      this.decided = await this.api.decide(approval.approval_id, verdict, reason);
    } catch (error) {
      this.isSending.set(false);
      throw error;
    }
  };

  private async missingInputs(): Promise<MissingInput[]> {
    const { job_id, command, body } = this.data.approval;
    if (this.data.verdict !== 'approve' || command !== 'rerun') return [];
    const params = body['params'] as Params | undefined;
    const preview = params ? this.jobs.preview(job_id, { params }) : this.jobs.commandPreview(job_id, 'rerun');
    // The decision does not depend on it: the server checks the inputs again.
    return preview.then(
      ({ missing_inputs }) => missing_inputs,
      () => [],
    );
  }
}
