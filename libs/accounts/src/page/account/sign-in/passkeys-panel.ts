import { Component, inject, input, output } from '@angular/core';
import type { Passkey } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { canUsePasskeys, whyNoPasskeys } from '@reprise/web/core/session/passkeys.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { newPasskey } from '../../new-passkey.ts';
import { When } from '@reprise/web/shared/parts/when.ts';

/** Passkeys of the user's account. */
@Component({
  selector: 'rp-passkeys-panel',
  imports: [ErrorNote, Icon, Button, When],
  template: `<section class="panel" aria-labelledby="rp-passkeys">
    <header>
      <h2 id="rp-passkeys">Passkeys</h2>
      @if (isPossible) {
        <button matButton="outlined" class="s right" type="button" [disabled]="sending.busy()" (click)="add()">
          <rp-icon class="s" name="plus" />Add a passkey
        </button>
      }
    </header>
    @if (sending.error(); as error) {
      <rp-error-note [why]="error" />
    }
    <ul class="items" aria-label="Passkeys">
      @for (passkey of passkeys(); track passkey.passkey_id) {
        <li>
          <rp-icon name="fingerprint-pattern" />
          <span class="two grow"
            ><span class="strong">{{ passkey.name }}</span
            ><span>Added <rp-when [at]="passkey.created_at" /></span
          ></span>
          <button
            matButton="outlined"
            class="s red"
            type="button"
            [attr.aria-label]="'Remove the passkey ' + passkey.name"
            (click)="remove(passkey)"
          >
            Remove
          </button>
        </li>
      } @empty {
        <li class="t2">
          @if (isPossible) {
            None yet. With a passkey you sign in by the finger, face or PIN that unlocks your device.
          } @else {
            None. {{ whyNot }}
          }
        </li>
      }
    </ul>
  </section>`,
  styleUrl: '../panel.css',
})
export class PasskeysPanel {
  private readonly api = inject(AccountApi);
  private readonly sheets = inject(Sheets);
  private readonly toasts = inject(Toasts);
  readonly passkeys = input.required<readonly Passkey[]>();
  readonly changed = output();
  protected readonly isPossible = canUsePasskeys();
  protected readonly whyNot = whyNoPasskeys();
  protected readonly sending = new Sending();

  protected async add(): Promise<void> {
    const added = await this.sending.send(async () => {
      const passkey = await newPasskey(await this.api.passkeyOptions());
      return passkey && this.api.addPasskey(passkey);
    });
    if (!added) return;
    this.toasts.say('The passkey is added. You can sign in with it from now on.');
    this.changed.emit();
  }

  protected async remove({ passkey_id, name }: Passkey): Promise<void> {
    const sure = await confirm(this.sheets, {
      title: `Remove the passkey ${name}?`,
      lead: 'It does not sign in any more. Your device may still list it: remove it there too.',
      verb: 'Remove passkey',
      stay: 'Keep it',
      icon: 'trash',
      destructive: true,
    });
    if (!sure) return;
    if (await this.sending.send(() => this.api.removePasskey(passkey_id).then(() => true))) this.changed.emit();
  }
}
