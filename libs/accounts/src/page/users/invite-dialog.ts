import { Component, inject, signal } from '@angular/core';
import type { Role } from '@reprise/contracts';
import type { InviteBody, OneTimeLink } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { UsersApi } from '../api/users-api.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { RolePicker } from '../role-picker.ts';

/** Dialog that invites a person; closes with the link. */
@Component({
  selector: 'rp-invite-dialog',
  imports: [DismissButton, ErrorNote, Button, RolePicker, TextInput],
  host: { class: 'dlg' },
  template: `<header>
      <h2>Invite a user</h2>
      <p>You get a link to send. It works once.</p>
    </header>
    <form novalidate (submit)="$event.preventDefault(); invite()">
      <div class="body">
        <rp-text-input label="E-mail" type="email" [(value)]="email" [error]="sending.errorOf('email')" />
        <rp-role-picker [(role)]="role" />
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
      </div>
      <footer>
        <rp-dismiss-button [sheet]="sheet">Cancel</rp-dismiss-button>
        <button matButton="filled" type="submit" [disabled]="sending.busy()">Make link</button>
      </footer>
    </form>`,
})
export class InviteDialog {
  private readonly api = inject(UsersApi);
  protected readonly sheet = injectSheet<null, { link: OneTimeLink; body: InviteBody }>();
  protected readonly email = signal('');
  protected readonly role = signal<Role>('operator');
  /** The link is only shown once, so the dialog stays open until the response arrives. */
  protected readonly sending = new Sending(['email'], this.sheet);

  protected async invite(): Promise<void> {
    const body = { email: this.email().trim(), role: this.role() };
    const email = /^\S+@\S+\.\S+$/.test(body.email) ? '' : 'Enter an e-mail address';
    if (!this.sending.accepts({ email })) return;
    const link = await this.sending.send(() => this.api.invite(body));
    if (link) this.sheet.close({ link, body });
  }
}
