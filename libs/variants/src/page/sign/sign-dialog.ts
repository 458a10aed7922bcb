import { Component, computed, inject, resource, signal } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import type { SignatureMeaning } from '@reprise/contracts';
import type { ClassificationView } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { ConfirmApi } from '@reprise/web/core/api/confirm-api.ts';
import { IdempotentRequests } from '@reprise/web/core/idempotent-requests.ts';
import { canUsePasskeys, usePasskey } from '@reprise/web/core/session/passkeys.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { type Sheets } from '@reprise/web/core/sheets.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { classWord, nameOfVariant } from '@reprise/web/shared/history/class-text.ts';
import { meanings } from '@reprise/web/shared/history/meaning-text.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';
import { VariantApi } from '../variant-api.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';

type ConfirmBody = BodyOf<'/api/session/confirm'>;

/** Asks for the meaning of a signature and for a new sign-in, then signs. */
@Component({
  selector: 'rp-sign-dialog',
  imports: [DismissButton, Icon, Button, ErrorNote],
  host: { class: 'dlg' },
  templateUrl: './sign-dialog.html',
  styleUrl: './sign-dialog.css',
})
export class SignDialog {
  protected readonly sheet = injectSheet<ClassificationView, boolean>();
  private readonly api = inject(VariantApi);
  private readonly confirmApi = inject(ConfirmApi);
  private readonly requests = new IdempotentRequests();
  protected readonly name = nameOfVariant(this.sheet.data);
  protected readonly word = classWord(this.sheet.data.class).toLowerCase();
  protected readonly meanings = meanings;
  /** Null until the user chooses one, because the meaning must be the signer's own statement. */
  protected readonly meaning = signal<SignatureMeaning | null>(null);
  protected readonly password = signal('');
  protected readonly error = signal('');
  protected readonly isSending = signal(false);
  protected readonly account = resource({ loader: () => this.confirmApi.account() });
  private readonly known = computed(() => (this.account.hasValue() ? this.account.value() : null));
  protected readonly hasPassword = computed(() => this.known()?.has_password === true);
  protected readonly isOfDirectory = computed(() => this.known()?.from_directory === true && !this.hasPassword());
  protected readonly hasPasskey = computed(() => canUsePasskeys() && (this.known()?.passkeys.length ?? 0) > 0);
  protected readonly messageOf = messageOf;

  protected byPassword(): Promise<void> {
    if (!this.hasPassword()) return this.sign(() => Promise.resolve({}));
    if (this.meaning() !== null && !this.password()) {
      this.error.set('Enter your password.');
      return Promise.resolve();
    }
    return this.sign(() => Promise.resolve({ password: this.password() }));
  }

  protected byPasskey(): Promise<void> {
    return this.sign(async () => {
      const response = await usePasskey(await this.confirmApi.passkeyOptions());
      return response && { response: response as Record<string, unknown> };
    });
  }

  /** @param prove returns undefined if the user declined */
  private async sign(prove: () => Promise<ConfirmBody | undefined>): Promise<void> {
    if (this.isSending()) return;
    const meaning = this.meaning();
    if (meaning === null) return this.error.set('Choose the meaning of your signature.');
    this.isSending.set(true);
    this.error.set('');
    try {
      const proof = await prove();
      if (!proof) return;
      await this.sheet.during(() => this.send(meaning, proof));
      this.sheet.close(true);
    } catch (error) {
      this.error.set(messageOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  private async send(meaning: SignatureMeaning, proof: ConfirmBody): Promise<void> {
    const { confirmation } = await this.confirmApi.confirm(proof);
    const { job_id, seq: classification } = this.sheet.data;
    const body = { classification, meaning, confirmation };
    await this.requests.send([job_id, body], (key) => this.api.sign(job_id, body, key));
  }
}

/** Lets the user sign a class. Resolves with true if the user did. */
export const signClass = async (sheets: Sheets, classification: ClassificationView): Promise<boolean> =>
  (await sheets.open<boolean>(SignDialog, classification, { label: 'Sign a class' })) === true;
