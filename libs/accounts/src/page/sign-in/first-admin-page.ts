import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccessApi } from '../api/access-api.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { FirstAdmin } from '../first-admin.ts';
import { canUsePasskeys } from '@reprise/web/core/session/passkeys.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Logo } from '@reprise/web/shared/parts/logo.ts';
import { newPasskey } from '../new-passkey.ts';
import { NewAccountForm } from './new-account-form.ts';
import { NewPasswordFields } from './new-password-fields.ts';
import { PasskeyOffer } from './passkey-offer.ts';

/** Setup page: creates the first account, which is an admin's, so that the history can name a person. */
@Component({
  selector: 'rp-first-admin-page',
  imports: [ErrorNote, Icon, Logo, Button, NewPasswordFields, PageHeading, PasskeyOffer, TextInput],
  template: `<main>
    <rp-logo />
    @if (isMade()) {
      <rp-passkey-offer (done)="reload()" />
    } @else {
      <h1 rpPageHeading>Welcome. Who are you?</h1>
      <p class="t2">
        Reprise records who did what. Make your account now: it is the first one, and an admin, who can invite others.
      </p>
      <form novalidate (submit)="$event.preventDefault(); make()">
        <rp-text-input
          label="Name"
          name="name"
          autocomplete="name"
          [(value)]="fields.name"
          [error]="sending.errorOf('name')"
        />
        <rp-text-input
          label="E-mail"
          type="email"
          name="email"
          autocomplete="username"
          [(value)]="fields.email"
          hint="You sign in with it. Only notifications that you choose are sent to it."
          [error]="sending.errorOf('email')"
        />
        <rp-new-password-fields [fields]="fields" [sending]="sending" />
        @if (sending.error(); as error) {
          <rp-error-note [why]="error" />
        }
        <button matButton="filled" type="submit" [disabled]="sending.busy()" disabledInteractive>
          @if (sending.busy()) {
            <rp-icon name="loader-circle" [turning]="true" />
          }
          Make my account
        </button>
        @if (hasPasskeys) {
          <button matButton="outlined" type="button" [disabled]="sending.busy()" (click)="makeWithPasskey()">
            <rp-icon name="fingerprint-pattern" />Use a passkey instead
          </button>
        }
        <button matButton="outlined" type="button" (click)="firstAdmin.postpone()">Skip for now</button>
      </form>
      <p class="small t3">
        Without an account, the history names the local administrator. You can make one later, in the menu.
      </p>
    }
  </main>`,
  styleUrl: './gate.css',
})
export class FirstAdminPage {
  private readonly api = inject(AccessApi);
  private readonly document = inject(DOCUMENT);
  protected readonly fields = new NewAccountForm();
  protected readonly sending = new Sending(['name', 'email', 'password']);
  protected readonly isMade = signal(false);
  protected readonly hasPasskeys = canUsePasskeys();
  protected readonly firstAdmin = inject(FirstAdmin);

  constructor() {
    inject(PageState).show('Welcome');
  }

  protected async make(): Promise<void> {
    if (!this.sending.accepts(this.fields.errors())) return;
    const body = { ...this.person(), password: this.fields.password() };
    if (!(await this.sending.send(() => this.api.firstAdmin(body)))) return;
    if (this.hasPasskeys) this.isMade.set(true);
    else this.reload();
  }

  /** Creates the account without a password. */
  protected async makeWithPasskey(): Promise<void> {
    const { name, email } = this.fields.errors();
    if (!this.sending.accepts({ name, email })) return;
    const person = this.person();
    const made = await this.sending.send(async () => {
      const passkey = await newPasskey(await this.api.firstPasskeyOptions(person.email));
      return passkey && this.api.firstAdmin({ ...person, passkey });
    });
    if (made) this.reload();
  }

  /** Reloads the page, because the user has changed and no earlier data may remain in it. */
  protected reload(): void {
    this.document.location.reload();
  }

  private person() {
    const { name, email } = this.fields;
    return { name: name().trim(), email: email().trim() };
  }
}
