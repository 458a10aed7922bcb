import { Component, computed, inject, signal } from '@angular/core';
import type { TotpSetup } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { CopyButton } from '@reprise/web/shared/parts/copy-button.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { QrCode } from './qr-code.ts';

/**
 * Dialog that sets up an authenticator app: asks for the password, shows the QR code and backup codes, and asks for the
 * first code. Closes with true.
 */
@Component({
  selector: 'rp-totp-dialog',
  imports: [CopyButton, DismissButton, Icon, Button, QrCode, TextInput],
  host: { class: 'dlg' },
  templateUrl: './totp-dialog.html',
  styleUrl: './totp-dialog.css',
})
export class TotpDialog {
  private readonly api = inject(AccountApi);
  protected readonly sheet = injectSheet<null, boolean>();
  protected readonly password = signal('');
  protected readonly code = signal('');
  protected readonly setup = signal<TotpSetup | null>(null);
  protected readonly sending = new Sending(['password', 'code'], this.sheet);
  /** Secret for apps on the same device, or on devices without a camera. */
  protected readonly secret = computed(
    () => new URL(this.setup()?.uri ?? 'otpauth://').searchParams.get('secret') ?? '',
  );
  protected readonly codes = computed(() => this.setup()?.backup_codes.join('\n') ?? '');

  protected async begin(): Promise<void> {
    const password = this.password();
    if (!this.sending.accepts({ password: password ? '' : 'Enter your password' })) return;
    const setup = await this.sending.send(() => this.api.setUpTotp({ password }));
    if (setup) this.setup.set(setup);
  }

  protected async confirm(): Promise<void> {
    const code = this.code().replaceAll(' ', '');
    if (!this.sending.accepts({ code: /^\d{6}$/.test(code) ? '' : 'Enter the six digits of your app' })) return;
    const confirmed = await this.sending.send(() => this.api.confirmTotp({ code }).then(() => true));
    if (confirmed) this.sheet.close(true);
  }
}
