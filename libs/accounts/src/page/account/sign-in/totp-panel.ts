import { Component, computed, inject, input, output } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { plural } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { TotpDialog } from './totp-dialog.ts';
import { TotpRemovalDialog } from './totp-removal-dialog.ts';

/** Second factor of the user's account: codes of an authenticator app. */
@Component({
  selector: 'rp-totp-panel',
  imports: [Icon, Button],
  template: `<section class="panel" aria-labelledby="rp-totp">
    <header>
      <h2 id="rp-totp">Two steps with an authenticator app</h2>
      @if (isOn()) {
        <button matButton="outlined" class="s red right" type="button" (click)="remove()">Turn off</button>
      } @else {
        <button matButton="outlined" class="s right" type="button" (click)="setUp()">Set up</button>
      }
    </header>
    <p class="none">
      @if (isOn()) {
        <rp-icon class="s ok" name="shield-check" /> On. After the password, a code of your app is asked for.
        {{ codes() }}
      } @else {
        Off. With it, your password alone does not sign in: a code of your phone is asked for too.
      }
    </p>
  </section>`,
  styleUrl: '../panel.css',
})
export class TotpPanel {
  private readonly sheets = inject(Sheets);
  private readonly toasts = inject(Toasts);
  readonly isOn = input.required<boolean>();
  /** Number of unused backup codes; null if the second factor is off. */
  readonly codesLeft = input<number | null>(null);
  readonly changed = output();
  protected readonly codes = computed(() => {
    const left = this.codesLeft();
    if (left === null) return '';
    return left === 0
      ? 'No backup code is left: turn it off and set it up again for new ones.'
      : `${plural(left, 'backup code')} left, each for one sign-in without the app.`;
  });

  protected async setUp(): Promise<void> {
    const options = { label: 'Set up an authenticator app', width: '520px', held: true };
    if (!(await this.sheets.open<boolean>(TotpDialog, null, options))) return;
    this.toasts.say('Two steps are on.');
    this.changed.emit();
  }

  protected async remove(): Promise<void> {
    const options = { label: 'Turn two steps off', width: '460px' };
    if (!(await this.sheets.open<boolean>(TotpRemovalDialog, null, options))) return;
    this.toasts.say('Two steps are off.');
    this.changed.emit();
  }
}
