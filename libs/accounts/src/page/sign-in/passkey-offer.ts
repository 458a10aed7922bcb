import { Component, inject, output } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../api/account-api.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { newPasskey } from '../new-passkey.ts';

/** Offers a new, signed-in user a passkey on this device. */
@Component({
  selector: 'rp-passkey-offer',
  imports: [ErrorNote, Icon, Button, PageHeading],
  template: `
    <h1 rpPageHeading>Sign in without a password next time</h1>
    <p class="t2">
      A passkey is kept by this device, and unlocked as the device is: by finger, face or PIN. It cannot be guessed or
      phished.
    </p>
    @if (sending.error(); as error) {
      <rp-error-note [why]="error" />
    }
    <button matButton="filled" type="button" [disabled]="sending.busy()" (click)="add()">
      <rp-icon name="fingerprint-pattern" />Add a passkey
    </button>
    <button matButton="outlined" type="button" (click)="done.emit()">Not now</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
    }
  `,
})
export class PasskeyOffer {
  private readonly api = inject(AccountApi);
  protected readonly sending = new Sending();
  readonly done = output();

  protected async add(): Promise<void> {
    const added = await this.sending.send(async () => {
      const passkey = await newPasskey(await this.api.passkeyOptions());
      return passkey && this.api.addPasskey(passkey);
    });
    if (added) this.done.emit();
  }
}
