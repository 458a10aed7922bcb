import { Component, inject, signal } from '@angular/core';
import { NewPassword } from '../../../contract/views/sign-in.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';

/** Form that changes the user's password. */
@Component({
  selector: 'rp-password-panel',
  imports: [ErrorNote, Button, TextInput],
  template: `<section class="panel" aria-labelledby="rp-password">
    <header>
      <h2 id="rp-password">Password</h2>
      @if (!isOpen()) {
        <button matButton="outlined" class="s right" type="button" (click)="isOpen.set(true)">Change password</button>
      }
    </header>
    @if (isOpen()) {
      <form class="body" novalidate (submit)="$event.preventDefault(); save()">
        <rp-text-input
          label="Current password"
          type="password"
          autocomplete="current-password"
          [(value)]="current"
          [error]="sending.errorOf('current_password')"
        />
        <rp-text-input
          label="New password"
          type="password"
          autocomplete="new-password"
          [(value)]="next"
          hint="At least 12 characters. Your other sessions will end."
          [error]="sending.errorOf('new_password')"
        />
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
        <div class="row">
          <button matButton="filled" type="submit" [disabled]="sending.busy()">Change password</button>
          <button matButton="outlined" type="button" (click)="close()">Cancel</button>
        </div>
      </form>
    } @else {
      <p class="none">Only you know it. Change it if someone else might.</p>
    }
  </section>`,
  styleUrl: '../panel.css',
})
export class PasswordPanel {
  private readonly api = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  protected readonly isOpen = signal(false);
  protected readonly current = signal('');
  protected readonly next = signal('');
  protected readonly sending = new Sending(['current_password', 'new_password']);

  protected close(): void {
    this.isOpen.set(false);
    this.current.set('');
    this.next.set('');
    this.sending.accepts({});
  }

  protected async save(): Promise<void> {
    const body = { current_password: this.current(), new_password: this.next() };
    const isComplete = this.sending.accepts({
      current_password: body.current_password ? '' : 'Enter your current password',
      new_password: NewPassword.safeParse(body.new_password).success ? '' : 'Must have at least 12 characters',
    });
    if (!isComplete) return;
    const changed = await this.sending.send(() => this.api.changePassword(body).then(() => true));
    if (!changed) return;
    this.close();
    this.toasts.say('Your password is changed. Your other sessions have ended.');
  }
}
