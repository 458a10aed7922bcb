import { Component, computed, DestroyRef, DOCUMENT, inject, resource, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccessApi } from '../api/access-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { canUsePasskeys } from '@reprise/web/core/session/passkeys.ts';
import { messageOf, ProblemError } from '@reprise/web/core/problem.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { Logo } from '@reprise/web/shared/parts/logo.ts';
import { roleWord } from '@reprise/web/shared/people/role-text.ts';
import { newPasskey } from '../new-passkey.ts';
import { NewAccountForm } from './new-account-form.ts';
import { NewPasswordFields } from './new-password-fields.ts';
import { PasskeyOffer } from './passkey-offer.ts';

/** Page of a one-time link: an invitation, or a new password. The secret is in the fragment of the address. */
@Component({
  selector: 'rp-invite-page',
  imports: [ErrorNote, Icon, LoadError, Logo, Button, NewPasswordFields, PageHeading, PasskeyOffer, TextInput],
  templateUrl: './invite-page.html',
  styleUrl: './gate.css',
})
export class InvitePage {
  private readonly document = inject(DOCUMENT);
  private readonly api = inject(AccessApi);
  private readonly secret = signal(this.hash());
  protected readonly read = resource({ params: () => this.secret(), loader: ({ params }) => this.show(params) });
  protected readonly invite = computed(() => (this.read.hasValue() ? this.read.value() : null));
  private readonly status = computed(() => {
    const error = this.read.error();
    return error instanceof ProblemError ? error.status : 0;
  });
  /** Whether the link is unknown, used, withdrawn or expired. False if the server is unavailable. */
  protected readonly isOver = computed(() => !this.secret() || [404, 410, 422].includes(this.status()));
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly fields = new NewAccountForm();
  protected readonly sending = new Sending(['name', 'password']);
  protected readonly isDone = signal(false);
  protected readonly hasPasskeys = canUsePasskeys();
  protected readonly clock = inject(Clock);
  protected readonly dateTime = dateTime;
  protected readonly roleWord = roleWord;

  constructor() {
    inject(PageState).show('Invitation');
    // Opening another link in the same tab changes only the fragment, so the page is not reloaded.
    const turn = () => this.secret.set(this.hash());
    const window = this.document.defaultView;
    window?.addEventListener('hashchange', turn);
    inject(DestroyRef).onDestroy(() => window?.removeEventListener('hashchange', turn));
  }

  private hash(): string {
    return this.document.location.hash.slice(1);
  }

  /** The name that the admin gave the account is sent unless the user changes it. */
  private async show(secret: string) {
    const invite = await this.api.showInvite(secret);
    this.fields.name.set(invite.name ?? '');
    return invite;
  }

  protected async accept(kind: 'invite' | 'reset'): Promise<void> {
    const isNew = kind === 'invite';
    const { name, password } = this.fields;
    const errors = this.fields.passwordErrors();
    if (!this.sending.accepts(isNew ? { ...errors, name: this.fields.errors().name } : errors)) return;
    const body = { secret: this.secret(), password: password(), ...(isNew && { name: name().trim() }) };
    if (!(await this.sending.send(() => this.api.acceptInvite(body)))) return;
    if (isNew && this.hasPasskeys) this.isDone.set(true);
    else this.open();
  }

  /** Creates the account without a password. */
  protected async acceptWithPasskey(): Promise<void> {
    const { name } = this.fields.errors();
    if (!this.sending.accepts({ name })) return;
    const secret = this.secret();
    const made = await this.sending.send(async () => {
      const passkey = await newPasskey(await this.api.invitePasskeyOptions(secret));
      return passkey && this.api.acceptInvite({ secret, name: this.fields.name().trim(), passkey });
    });
    if (made) this.open();
  }

  protected open(): void {
    this.document.location.replace('/');
  }
}
