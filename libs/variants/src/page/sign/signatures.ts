import { Component, computed, inject, input, output } from '@angular/core';
import type { ClassificationView } from '../../contract/index.ts';
import { isSamePerson } from '@reprise/contracts/actor';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { meaningWord } from '@reprise/web/shared/history/meaning-text.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { signClass } from './sign-dialog.ts';
import { signedText } from './signature-text.ts';

/** Signatures of a recorded class, and a button with which the user can sign. */
@Component({
  selector: 'rp-signatures',
  imports: [Icon, Button, When],
  styleUrl: './signatures.css',
  template: `
    <span class="small" [class.t2]="signatures().length === 0">{{ words() }}</span>
    @for (each of signatures(); track each.seq) {
      <span class="small t2"
        ><rp-icon class="s" name="file-check" />{{ each.name }}, {{ meaningWord(each.meaning).toLowerCase() }},
        <rp-when [at]="each.at"
      /></span>
    }
    @if (canBeSigned()) {
      @if (denied(); as why) {
        @if (!isSigned()) {
          <span class="small t3">{{ why }}</span>
        }
      } @else {
        <button matButton="outlined" type="button" (click)="sign()">
          <rp-icon name="file-check" />Sign this class
        </button>
      }
    }
  `,
})
export class Signatures {
  private readonly user = inject(CurrentUser);
  private readonly sheets = inject(Sheets);
  readonly jobId = input.required<string>();
  readonly classification = input.required<ClassificationView>();
  readonly signed = output();
  protected readonly signatures = computed(() => this.classification().signatures);
  private readonly required = computed(() => this.user.session()?.signatures_required ?? 1);
  protected readonly words = computed(() => signedText(this.signatures(), this.required()));
  protected readonly isSigned = computed(() => this.signatures().length >= this.required());
  protected readonly canBeSigned = computed(() => {
    const { is_current, job_id, signatures } = this.classification();
    const actor = this.user.session()?.actor ?? '';
    return is_current && job_id === this.jobId() && !signatures.some(({ by }) => isSamePerson(by, actor));
  });
  /** Reason why the user cannot sign; null if they can. */
  protected readonly denied = computed(() => {
    if (this.user.account() === '') return 'Sign in with an account of your own to sign.';
    return this.user.whyNot('sign');
  });
  protected readonly meaningWord = meaningWord;

  protected async sign(): Promise<void> {
    if (await signClass(this.sheets, this.classification())) this.signed.emit();
  }
}
