import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { roles, type Role } from '@reprise/contracts';
import type { UserChangeBody, UserView } from '../../contract/index.ts';
import { Button, IconButton } from '@reprise/web/shared/parts/button.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { UsersApi } from '../api/users-api.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { roleRights, roleWord } from '@reprise/web/shared/people/role-text.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { LinkDialog, type ShownLink } from './link-dialog.ts';
import { signInText } from './user-text.ts';

/** A user with their role, state and sign-in methods, and the actions of an admin. */
@Component({
  selector: 'li[rpUserRow]',
  imports: [Actor, Icon, Button, IconButton, MatMenu, MatMenuItem, MatMenuTrigger, When],
  templateUrl: './user-row.html',
  styleUrl: './user-row.css',
  host: { '[class.off]': 'user().status === "disabled"' },
})
export class UserRow {
  private readonly api = inject(UsersApi);
  private readonly sheets = inject(Sheets);
  private readonly toasts = inject(Toasts);
  readonly user = input.required<UserView>({ alias: 'rpUserRow' });
  readonly isMe = input.required<boolean>();
  readonly changed = output();
  protected readonly sending = new Sending();
  protected readonly roles = roles;
  protected readonly roleWord = roleWord;
  protected readonly roleRights = roleRights;
  protected readonly ways = computed(() => signInText(this.user()));

  protected async setRole(role: Role): Promise<void> {
    const { name } = this.user();
    if (role === this.user().role) return;
    if (await this.change({ role })) this.toasts.say(`${name} is ${roleWord(role)} now.`);
  }

  protected async setDisabled(disabled: boolean): Promise<void> {
    const { name } = this.user();
    if (disabled && !(await this.isSureToDisable())) return;
    if (await this.change({ disabled }))
      this.toasts.say(disabled ? `${name} cannot sign in any more.` : `${name} can sign in again.`);
  }

  protected async sendReset(): Promise<void> {
    const { user_id, email } = this.user();
    const link = await this.sending.send(() => this.api.resetLink(user_id));
    if (!link) return;
    const shown: ShownLink = {
      link,
      title: `Send this link to ${email}`,
      lead: 'It sets a new password, once, ends their sessions, and removes passkeys and the second step of signing in. Send it where only they read.',
    };
    await this.sheets.open(LinkDialog, shown, { label: 'Link for a new password', width: '560px', held: true });
  }

  protected async erase(): Promise<void> {
    const { user_id, name, from_directory } = this.user();
    const again = from_directory
      ? ' A sign-in with the directory makes a new account: disable this one to prevent it.'
      : '';
    const pseudonym = `Former user ${user_id.slice(0, 4)}`;
    const sure = await confirm(this.sheets, {
      title: `Erase the account of ${name}?`,
      lead: `Name, e-mail address, password, passkeys, sessions and tokens are deleted at once. What ${name} did stays in the history as “${pseudonym}”, with times and reasons; signatures keep the name with which they were given. This cannot be undone.${again}`,
      verb: 'Erase account',
      stay: 'Keep account',
      icon: 'trash',
      destructive: true,
    });
    if (!sure) return;
    const erased = await this.sending.send(() => this.api.erase(user_id).then(() => true));
    if (!erased) return;
    this.toasts.say(`The account is erased. The history says ${pseudonym}.`);
    this.changed.emit();
  }

  private isSureToDisable(): Promise<boolean> {
    return confirm(this.sheets, {
      title: `Disable the account of ${this.user().name}?`,
      lead: 'Sessions end at once, and tokens are refused until you enable it again. Jobs are not affected.',
      verb: 'Disable account',
      stay: 'Keep it enabled',
      icon: 'ban',
      destructive: true,
    });
  }

  private async change(body: UserChangeBody): Promise<boolean> {
    const changed = await this.sending.send(() => this.api.change(this.user().user_id, body));
    if (changed) this.changed.emit();
    return changed !== undefined;
  }
}
