import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import type { ActionName, JobView, Role } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { CurrentUser, personOf } from '../../core/session/current-user.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { People } from '../../shared/people/people.ts';
import { approversText, needsApproval } from './needs-approval.ts';

/**
 * Note in the dialog of a command that requires approval, with the people who may approve it. Empty for other commands.
 */
@Component({
  selector: 'rp-approval-note',
  imports: [Icon],
  template: `@if (isNeeded()) {
    <p class="note info">
      <rp-icon name="shield-check" />
      <span class="grow"
        ><b class="strong">{{ lead() }}</b> {{ who() }}</span
      >
    </p>
  }`,
})
export class ApprovalNote {
  private readonly user = inject(CurrentUser);
  private readonly people = inject(People);
  readonly action = input.required<ActionName>();
  /** Null for many jobs, some of which may require approval. */
  readonly job = input.required<JobView | null>();

  protected readonly isNeeded = computed(() => {
    const [session, job] = [this.user.session(), this.job()];
    if (job) return needsApproval(session, this.action(), job);
    return !!session?.approvals.some((each) => each === this.action());
  });
  protected readonly lead = computed(() =>
    this.job() ? 'A second person has to approve this.' : 'Where a second person has to approve it, it waits.',
  );
  protected readonly who = computed(() => {
    const { actor } = this.user.session() ?? {};
    // Same rule as on the server: the machine token belongs to no user.
    if (actor !== undefined && !personOf(actor).startsWith('user:'))
      return 'To ask for that, sign in with an account of your own.';
    const { role }: { role: Role } = commandFacts[this.action()];
    const people = this.people.everybody();
    if (people === null) return 'It takes effect once that is done, under Approvals.';
    const names = approversText(people, this.user.session()?.actor ?? '', role);
    if (names === null) {
      const next = this.user.isAdmin()
        ? 'invite another user first, under Users'
        : 'ask an admin to invite another user first';
      return `No other user has an account with the role ${role} or a higher one: ${next}.`;
    }
    return `It takes effect once ${names} has approved it, under Approvals.`;
  });

  constructor() {
    // A user may have joined since the page was opened.
    effect(() => {
      if (this.isNeeded()) untracked(() => void this.people.read());
    });
  }
}
