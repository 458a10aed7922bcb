import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import type { AccountView } from '../../contract/index.ts';
import { PersonName } from '../../contract/views/sign-in.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../api/account-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { allRights, roleWord } from '@reprise/web/shared/people/role-text.ts';

/** Name, e-mail address and role of the user's account. */
@Component({
  selector: 'rp-profile-panel',
  imports: [Button, TextInput],
  template: `<section class="panel" aria-labelledby="rp-profile">
    <header><h2 id="rp-profile">Profile</h2></header>
    <form class="body" novalidate (submit)="$event.preventDefault(); save()">
      <rp-text-input
        label="Name"
        autocomplete="name"
        [(value)]="name"
        [hint]="hint()"
        [error]="sending.errorOf('name') || sending.error()"
      />
      <dl class="facts">
        <dt>E-mail</dt>
        <dd>{{ account().email }}</dd>
        <dt>Role</dt>
        <dd>
          {{ roleWord(account().role) }} <span class="t3">{{ allRights(account().role) }}</span>
        </dd>
        <dt>Since</dt>
        <dd>{{ dateTime(account().created_at, clock.now()) }}</dd>
      </dl>
      <div class="row">
        <button matButton="outlined" type="submit" [disabled]="sending.busy() || name().trim() === account().name">
          Save name
        </button>
      </div>
    </form>
  </section>`,
  styleUrl: './panel.css',
})
export class ProfilePanel {
  private readonly api = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  readonly account = input.required<AccountView>();
  readonly changed = output();
  private readonly saved = computed(() => this.account().name);
  /** Name in the field. It follows the account until the user types a different name. */
  protected readonly name = linkedSignal<string, string>({
    source: this.saved,
    computation: (saved, before) => {
      const isTyped = before !== undefined && before.value !== before.source && before.value.trim() !== saved;
      return isTyped ? before.value : saved;
    },
  });
  protected readonly hint = computed(
    () =>
      `As colleagues see it in lists, history and reports${this.account().from_directory ? '. Your next sign-in with the directory sets it back' : ''}`,
  );
  protected readonly sending = new Sending(['name']);
  protected readonly clock = inject(Clock);
  protected readonly dateTime = dateTime;
  protected readonly roleWord = roleWord;
  protected readonly allRights = allRights;

  protected async save(): Promise<void> {
    const name = this.name().trim();
    if (!this.sending.accepts({ name: PersonName.safeParse(name).success ? '' : 'Enter your name' })) return;
    if (!(await this.sending.send(() => this.api.change({ name })))) return;
    this.toasts.say('Your name is changed.');
    this.changed.emit();
  }
}
