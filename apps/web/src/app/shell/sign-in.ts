import { HttpClient } from '@angular/common/http';
import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { PageState } from '../core/page/page-state.ts';
import { ProblemError, messageOf } from '../core/problem.ts';
import { Icon } from '../shared/icon.ts';
import { Logo } from './logo.ts';
import { PageHeading } from '../core/page/page-heading.ts';

const UNKNOWN = 'This Reprise does not know that token.';
/** Characters that a request header can carry. */
const CAN_BE_SENT = /^[!-~]+$/;

/** Page for a browser without a session: explains how to sign in. */
@Component({
  selector: 'rp-sign-in',
  imports: [Icon, Logo, MatButton, PageHeading],
  template: `
    <main>
      <rp-logo />
      <h1 rpPageHeading>Open Reprise with its link</h1>
      <p class="t2">
        The command that started Reprise printed a link that holds your token. Open that link once in this browser, or
        paste the token here. It is also in the file <span class="mono">admin.token</span> of the data folder.
      </p>
      <form (submit)="$event.preventDefault(); enter()">
        <label class="lbl" for="rp-token">Token or link</label>
        <input
          class="inp form mono"
          id="rp-token"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="rp-token-hint"
          [attr.aria-invalid]="refused() ? true : null"
          [value]="token()"
          (input)="token.set($any($event.target).value); refused.set('')"
        />
        @if (refused(); as words) {
          <p class="hint bad" id="rp-token-hint" role="alert"><rp-icon class="s" name="circle-x" />{{ words }}</p>
        }
        <button matButton="filled" type="submit" [disabled]="!token().trim()">
          <rp-icon name="key-round" />Open Reprise
        </button>
      </form>
    </main>
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      min-height: 100vh;
      padding: 24px 16px;
    }
    main {
      display: grid;
      gap: 12px;
      max-width: 440px;
      padding: 28px;
      border: 1px solid var(--rp-line);
      border-radius: var(--rp-r-3);
      background: var(--rp-surface);
    }
    form {
      margin-top: 4px;
    }
    button {
      margin-top: 14px;
    }
  `,
})
export class SignIn {
  private readonly document = inject(DOCUMENT);
  private readonly http = inject(HttpClient);
  protected readonly token = signal('');
  protected readonly refused = signal('');

  constructor() {
    inject(PageState).show('Sign in');
  }

  /** Checks the token first: opened with an unknown one, the server answers without a page. */
  protected async enter(): Promise<void> {
    const token = tokenIn(this.token());
    this.refused.set(await this.refusal(token));
    if (!this.refused()) this.document.location.assign(`/?token=${encodeURIComponent(token)}`);
  }

  /** Returns the reason why the token is refused; empty if it is accepted. */
  private async refusal(token: string): Promise<string> {
    if (!CAN_BE_SENT.test(token)) return UNKNOWN;
    try {
      await firstValueFrom(this.http.get('/api/session', { headers: { authorization: `Bearer ${token}` } }));
      return '';
    } catch (error) {
      return error instanceof ProblemError && error.status === 401 ? UNKNOWN : messageOf(error);
    }
  }
}

/** Extracts the token from pasted text: the token alone, or the link that contains it. */
function tokenIn(text: string): string {
  const inLink = /[?&](token=[^&\s]+)/.exec(text)?.[1];
  return new URLSearchParams(inLink).get('token') ?? text.trim();
}
