import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { Button } from '../parts/button.ts';
import { SessionApi } from '../../core/api/session-api.ts';
import { messageOf, ProblemError } from '../../core/problem.ts';
import { TextInput } from '../form/text-input.ts';
import { Icon } from '../parts/icon.ts';

const UNKNOWN = 'This Reprise does not know that token.';
/** Characters that a request header can carry. */
const CAN_BE_SENT = /^[!-~]+$/;

/** Form for the server token, or for the link that contains it. Signs in as the local administrator. */
@Component({
  selector: 'rp-token-form',
  imports: [Icon, Button, TextInput],
  template: `<form (submit)="$event.preventDefault(); enter()">
    <rp-text-input
      label="Token or link"
      [mono]="true"
      [most]="2000"
      [value]="token()"
      (valueChange)="token.set($event); refused.set('')"
      [error]="refused()"
    />
    <button matButton="filled" type="submit" [disabled]="!token().trim()">
      <rp-icon name="key-round" />Open Reprise
    </button>
  </form>`,
  styles: `
    form {
      display: grid;
      gap: 14px;
    }
  `,
})
export class TokenForm {
  private readonly document = inject(DOCUMENT);
  private readonly api = inject(SessionApi);
  protected readonly token = signal('');
  protected readonly refused = signal('');

  /** Checks the token first, because for an unknown token, the server's response is not a page. */
  protected async enter(): Promise<void> {
    const token = tokenIn(this.token());
    this.refused.set(await this.refusal(token));
    if (this.refused()) return;
    const { location } = this.document;
    const query = new URLSearchParams(location.search);
    query.set('token', token);
    location.assign(`${location.pathname}?${query}`);
  }

  /** Returns why the token is rejected; empty if it is accepted. */
  private async refusal(token: string): Promise<string> {
    if (!CAN_BE_SENT.test(token)) return UNKNOWN;
    try {
      await this.api.checkToken(token);
      return '';
    } catch (error) {
      return error instanceof ProblemError && error.status === 401 ? UNKNOWN : messageOf(error);
    }
  }
}

/** Extracts the token from pasted text, which is either the token or the link that contains it. */
function tokenIn(text: string): string {
  const inLink = /[?&](token=[^&\s]+)/.exec(text)?.[1];
  return new URLSearchParams(inLink).get('token') ?? text.trim();
}
