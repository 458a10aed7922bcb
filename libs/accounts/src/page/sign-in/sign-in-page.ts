import { Component, computed, DOCUMENT, inject, resource, signal } from '@angular/core';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccessApi, directoryUrl } from '../api/access-api.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { canUsePasskeys, usePasskey } from '@reprise/web/core/session/passkeys.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { Logo } from '@reprise/web/shared/parts/logo.ts';
import { LinkIntro } from '@reprise/web/shared/sign-in/link-intro.ts';
import { TokenForm } from '@reprise/web/shared/sign-in/token-form.ts';
import { TotpForm } from './totp-form.ts';
import { noticeOf } from './notice.ts';

/** Page for a browser without a session, with the sign-in methods. Opens the requested address afterwards. */
@Component({
  selector: 'rp-sign-in-page',
  imports: [ErrorNote, Icon, LinkIntro, LoadError, Logo, Button, PageHeading, TextInput, TokenForm, TotpForm],
  templateUrl: './sign-in-page.html',
  styleUrl: './gate.css',
})
export class SignInPage {
  private readonly document = inject(DOCUMENT);
  private readonly api = inject(AccessApi);
  protected readonly ways = resource({ loader: () => this.api.options() });
  protected readonly options = computed(() => (this.ways.hasValue() ? this.ways.value() : null));
  protected readonly error = computed(() => (this.ways.error() ? messageOf(this.ways.error()) : ''));
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly sending = new Sending(['email', 'password']);
  protected readonly step = signal<'start' | 'totp'>('start');
  /** Whether the form for the server token is shown in addition to the others. */
  protected readonly byToken = signal(false);
  protected readonly canUsePasskeys = canUsePasskeys();
  protected readonly directory = directoryUrl(this.here());
  protected readonly notice = noticeOf(this.document.location.search, inject(CurrentUser).session() !== null);

  constructor() {
    inject(PageState).show('Sign in');
  }

  protected async byPassword(): Promise<void> {
    const [email, password] = [this.email().trim(), this.password()];
    const complete = this.sending.accepts({
      email: /^\S+@\S+$/.test(email) ? '' : 'Enter your e-mail address',
      password: password ? '' : 'Enter your password',
    });
    if (!complete) return;
    const result = await this.sending.send(() => this.api.password({ email, password }));
    if (result?.next === 'totp') this.step.set('totp');
    else if (result) this.goOn();
    else this.password.set('');
  }

  protected async byPasskey(): Promise<void> {
    const result = await this.sending.send(async () => {
      const credential = await usePasskey(await this.api.passkeyOptions());
      return credential && this.api.passkey(credential);
    });
    if (result) this.goOn();
  }

  protected restart(): void {
    this.password.set('');
    this.sending.accepts({});
    this.step.set('start');
  }

  /** Reloads the page, so that no earlier data remains. */
  protected goOn(): void {
    this.document.location.replace(this.here());
  }

  /** The requested address without sign-in notices. */
  private here(): string {
    const { pathname, search, hash } = this.document.location;
    const query = new URLSearchParams(search);
    query.delete('sign_in');
    const text = query.toString();
    return `${pathname}${text && `?${text}`}${hash}`;
  }
}
