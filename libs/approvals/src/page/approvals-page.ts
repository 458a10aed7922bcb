import { Component, computed, effect, inject, resource } from '@angular/core';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi, type ApprovalVerdict } from './approvals-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { lookOften } from '@reprise/web/core/live/look-often.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { WaitingApprovals } from './waiting-approvals.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { ApprovalRow } from './approval-row.ts';
import { approvedText, commandWord, statusText } from './approval-text.ts';
import { statusAt } from './status-at.ts';
import { DecisionDialog, type DecisionDialogData } from './decision-dialog.ts';

const SHOWN = 100;
const MOST_WAITING = 1000;
/** Polling interval, because no event in the stream reports requests or decisions. */
const READ_EVERY_MS = 5_000;

/** Commands that wait for a second person, and commands on which a decision was made. */
@Component({
  selector: 'rp-approvals-page',
  imports: [ApprovalRow, Icon, LoadError, PageHeading],
  templateUrl: './approvals-page.html',
  styleUrl: './approvals-page.css',
})
export class ApprovalsPage {
  private readonly api = inject(ApprovalsApi);
  private readonly sheets = inject(Sheets);
  private readonly people = inject(People);
  private readonly toasts = inject(Toasts);
  private readonly user = inject(CurrentUser);
  private readonly clock = inject(Clock);
  private readonly counted = inject(WaitingApprovals);
  /** Waiting commands are requested separately, because any number of later ones may have been decided on. */
  protected readonly read = resource({
    loader: async () => {
      const lists = [this.api.list({ limit: MOST_WAITING, status: 'waiting' }), this.api.list({ limit: SHOWN })];
      const [waiting, newest] = await Promise.all(lists);
      return { waiting: waiting!.items, newest: newest!.items };
    },
  });
  private readonly last = lastValue(this.read);
  protected readonly isRead = computed(() => this.last() !== null);
  private readonly lists = computed(() => {
    const { waiting = [], newest = [] } = this.last() ?? {};
    const now = this.clock.now();
    const atNow = (one: ApprovalView) =>
      statusAt(one, now) === one.status ? one : { ...one, status: statusAt(one, now) };
    return { waiting: waiting.map(atNow), newest: newest.map(atNow) };
  });
  protected readonly waiting = computed(() => this.lists().waiting.filter(({ status }) => status === 'waiting'));
  protected readonly earlier = computed(() => this.lists().newest.filter(({ status }) => status !== 'waiting'));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly explanation = computed(() => approvedText(this.user.session()?.approvals ?? []));

  constructor() {
    inject(PageState).show('Approvals');
    inject(Live).follow(null);
    lookOften(() => this.read.reload(), READ_EVERY_MS);
    effect(() => {
      // The side bar shows the same number.
      if (this.isRead()) this.counted.waiting.set(this.waiting());
    });
  }

  protected async decide(approval: ApprovalView, verdict: ApprovalVerdict): Promise<void> {
    const requestedBy = this.people.text(approval.requested_by);
    const isWaiting = computed(() => this.waiting().some(({ approval_id }) => approval_id === approval.approval_id));
    const data: DecisionDialogData = { approval, verdict, requestedBy, isWaiting };
    const options = { label: 'Decide on a command', width: '520px' };
    const decided = await this.sheets.open<ApprovalView>(DecisionDialog, data, options);
    const ended = decided ?? this.earlier().find(({ approval_id }) => approval_id === approval.approval_id);
    if (ended) this.toasts.command(`${statusText(ended).word}: ${commandWord(ended)}`, ended.job_id);
    this.read.reload();
  }
}
