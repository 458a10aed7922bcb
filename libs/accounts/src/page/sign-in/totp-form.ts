import { Component, inject, output, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccessApi } from '../api/access-api.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';

/** Second step of a sign-in: the code of an authenticator app, or a backup code. */
@Component({
  selector: 'rp-totp-form',
  imports: [Icon, Button, PageHeading, TextInput],
  template: `
    <h1 rpPageHeading>Enter your code</h1>
    <form novalidate (submit)="$event.preventDefault(); enter()">
      @if (byBackup()) {
        <rp-text-input
          label="Backup code"
          [mono]="true"
          [most]="40"
          [(value)]="code"
          hint="One of those you saved when you set up the app. Each works once."
          [error]="sending.error()"
        />
      } @else {
        <rp-text-input
          label="Code"
          autocomplete="one-time-code"
          inputmode="numeric"
          [mono]="true"
          [most]="10"
          [(value)]="code"
          hint="Six digits, from your authenticator app."
          [error]="sending.error()"
        />
      }
      <button matButton="filled" type="submit" [disabled]="sending.busy() || code().trim().length < 6">
        @if (sending.busy()) {
          <rp-icon name="loader-circle" [turning]="true" />
        }
        Sign in
      </button>
    </form>
    <p class="small row">
      <button class="link" type="button" (click)="change()">
        {{ byBackup() ? 'Use the app instead' : 'Use a backup code instead' }}
      </button>
      <button class="link right" type="button" (click)="back.emit()">Start again</button>
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    form {
      display: grid;
      gap: 14px;
    }
    button[matButton] {
      width: 100%;
    }
  `,
})
export class TotpForm {
  private readonly api = inject(AccessApi);
  protected readonly code = signal('');
  protected readonly byBackup = signal(false);
  protected readonly sending = new Sending();
  readonly done = output();
  readonly back = output();

  protected change(): void {
    this.byBackup.update((is) => !is);
    this.code.set('');
    this.sending.accepts({});
  }

  protected async enter(): Promise<void> {
    const body = { code: this.code().trim(), backup: this.byBackup() };
    if (await this.sending.send(() => this.api.totp(body))) this.done.emit();
    else this.code.set('');
  }
}
