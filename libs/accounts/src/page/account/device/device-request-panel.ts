import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { Role } from '@reprise/contracts';
import type { WaitingDevice } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { RolePicker } from '../../role-picker.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { ExpiryPicker, USUAL_DAYS } from '../tokens/expiry-picker.ts';

/** A waiting program: its code to compare, and the rights that the user grants it. */
@Component({
  selector: 'rp-device-request-panel',
  imports: [ErrorNote, ExpiryPicker, Icon, Button, RolePicker, When],
  template: `<section class="panel" aria-labelledby="rp-device">
    <header>
      <h2 id="rp-device">{{ asked().program }} wants to act in your name</h2>
    </header>
    <form class="body" novalidate (submit)="$event.preventDefault(); approve()">
      <dl class="facts">
        <dt>Code</dt>
        <dd class="mono strong">{{ asked().user_code }}</dd>
        <dt>Asked from</dt>
        <dd>{{ asked().address ?? 'address unknown' }}, <rp-when [at]="asked().created_at" /></dd>
      </dl>
      <p class="note warnb">
        <rp-icon name="triangle-alert" />
        <span class="grow">
          Continue only if you started it yourself and it shows this code. Others should not send you such a link.
        </span>
      </p>
      <rp-role-picker [most]="most()" [(role)]="role" />
      <rp-expiry-picker [(days)]="days" />
      @if (sending.error(); as error) {
        <rp-error-note [why]="error" />
      }
      <div class="row">
        <button matButton="filled" type="submit" [disabled]="sending.busy()">Sign it in</button>
        <button matButton="outlined" type="button" [disabled]="sending.busy()" (click)="reject()">Reject</button>
      </div>
    </form>
  </section>`,
  styleUrl: '../panel.css',
})
export class DeviceRequestPanel {
  private readonly api = inject(AccountApi);
  readonly asked = input.required<WaitingDevice>();
  /** Role of the user, which is the maximum for the program. */
  readonly most = input.required<Role>();
  readonly answered = output<'approved' | 'rejected'>();
  protected readonly role = linkedSignal<Role>(() => (this.most() === 'viewer' ? 'viewer' : 'operator'));
  protected readonly days = signal<number>(USUAL_DAYS);
  protected readonly sending = new Sending();
  private readonly code = computed(() => this.asked().user_code);

  protected async approve(): Promise<void> {
    const body = { role: this.role(), expires_in_days: this.days() };
    const done = await this.sending.send(() => this.api.approveDevice(this.code(), body).then(() => true));
    if (done) this.answered.emit('approved');
  }

  protected async reject(): Promise<void> {
    const done = await this.sending.send(() => this.api.rejectDevice(this.code()).then(() => true));
    if (done) this.answered.emit('rejected');
  }
}
