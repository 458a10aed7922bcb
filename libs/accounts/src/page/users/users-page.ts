import { Component, computed, inject, resource } from '@angular/core';
import type { InviteBody, OneTimeLink, OpenInvite, UserView } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { lookOften } from '@reprise/web/core/live/look-often.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { UsersApi } from '../api/users-api.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { roleWord } from '@reprise/web/shared/people/role-text.ts';
import { inviteLead } from './user-text.ts';
import { InviteDialog } from './invite-dialog.ts';
import { LinkDialog, type ShownLink } from './link-dialog.ts';
import { UserRow } from './user-row.ts';

/** Polling interval, because no event in the stream reports accounts and invitations. */
const READ_EVERY_MS = 5_000;

/** Users, for admins: accounts, roles and invitations. */
@Component({
  selector: 'rp-users-page',
  imports: [Actor, ErrorNote, Icon, LoadError, Button, PageHeading, UserRow],
  templateUrl: './users-page.html',
  styleUrl: './users-page.css',
})
export class UsersPage {
  private readonly api = inject(UsersApi);
  private readonly sheets = inject(Sheets);
  private readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  protected readonly clock = inject(Clock);
  /** They are not requested for other users, because each denied request leads to an audit entry. */
  private readonly asked = () => this.user.isAdmin() || undefined;
  protected readonly read = resource({ params: this.asked, loader: () => this.api.list() });
  private readonly readInvites = resource({ params: this.asked, loader: () => this.api.invites() });
  private readonly lastUsers = lastValue(this.read);
  private readonly lastInvites = lastValue(this.readInvites);
  protected readonly users = computed(() => this.lastUsers()?.items ?? null);
  protected readonly invites = computed(() => this.lastInvites()?.items ?? []);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** Why the user does not see them, if the user is not an admin. */
  protected readonly denied = computed(() => this.user.whyNotRoute('GET /api/users'));
  protected readonly sending = new Sending();
  protected readonly dateTime = dateTime;
  protected readonly roleWord = roleWord;

  constructor() {
    inject(PageState).show('Users');
    inject(Live).follow(null);
    lookOften(() => {
      this.read.reload();
      this.readInvites.reload();
    }, READ_EVERY_MS);
  }

  protected async invite(): Promise<void> {
    const options = { label: 'Invite a user', width: '520px' };
    const made = await this.sheets.open<{ link: OneTimeLink; body: InviteBody }>(InviteDialog, null, options);
    if (!made) return;
    const shown: ShownLink = {
      link: made.link,
      title: `Send this link to ${made.body.email}`,
      lead: inviteLead(made.body.role),
    };
    await this.sheets.open(LinkDialog, shown, { label: 'Link of the invitation', width: '560px', held: true });
    this.refresh();
  }

  protected async withdraw({ invite_id }: OpenInvite): Promise<void> {
    await this.sending.send(() => this.api.withdraw(invite_id));
    this.readInvites.reload();
  }

  protected isMe({ user_id }: UserView): boolean {
    return this.user.account() === `user:${user_id}`;
  }

  protected refresh(): void {
    this.read.reload();
    this.readInvites.reload();
    void this.people.read();
  }
}
