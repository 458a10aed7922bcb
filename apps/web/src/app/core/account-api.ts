import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AccountChangeBody,
  AccountSession,
  AccountView,
  Passkey,
  PasskeyBody,
  PasskeyOptions,
  PasswordChangeBody,
  TokenBody,
  TokenSecretView,
  TokenView,
  TotpBody,
  TotpConfirmBody,
  TotpSetup,
} from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

const ACCOUNT = '/api/account';

/** Client of the endpoints of one's own account. Each method rejects with a `ProblemError`. */
@Service()
export class AccountApi {
  private readonly http = inject(HttpClient);

  account = () => firstValueFrom(this.http.get<AccountView>(ACCOUNT));
  change = (body: AccountChangeBody) => firstValueFrom(this.http.patch<AccountView>(ACCOUNT, body));
  changePassword = (body: PasswordChangeBody) => this.post<null>(`${ACCOUNT}/password`, body);

  passkeyOptions = () => this.post<PasskeyOptions>(`${ACCOUNT}/passkeys/options`, null);
  addPasskey = (body: PasskeyBody) => this.post<Passkey>(`${ACCOUNT}/passkeys`, body);
  removePasskey = (id: string) => this.delete(`${ACCOUNT}/passkeys/${encodeURIComponent(id)}`);

  setUpTotp = (body: TotpBody) => this.post<TotpSetup>(`${ACCOUNT}/totp`, body);
  confirmTotp = (body: TotpConfirmBody) => this.post<null>(`${ACCOUNT}/totp/confirm`, body);
  removeTotp = (body: TotpBody) => this.post<null>(`${ACCOUNT}/totp/remove`, body);

  sessions = () => firstValueFrom(this.http.get<{ items: AccountSession[] }>(`${ACCOUNT}/sessions`));
  endSession = (id: string) => this.delete(`${ACCOUNT}/sessions/${encodeURIComponent(id)}`);
  signOutEverywhere = () => this.post<null>('/api/session/sign-out-everywhere', null);

  tokens = () => firstValueFrom(this.http.get<{ items: TokenView[] }>('/api/tokens'));
  makeToken = (body: TokenBody) => this.post<TokenSecretView>('/api/tokens', body);
  revokeToken = (id: string) => this.delete(`/api/tokens/${encodeURIComponent(id)}`);

  private post<T>(url: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.post<T>(url, body));
  }

  private delete(url: string): Promise<null> {
    return firstValueFrom(this.http.delete<null>(url));
  }
}
