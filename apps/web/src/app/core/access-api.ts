import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AcceptInviteBody,
  FirstAdminBody,
  InviteView,
  PasskeyOptions,
  PasswordSignInBody,
  SignInOptions,
  SignInResult,
  TotpSignInBody,
} from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

/** Client of the endpoints for those who are about to sign in. Each method rejects with a `ProblemError`. */
@Service()
export class AccessApi {
  private readonly http = inject(HttpClient);

  options = () => firstValueFrom(this.http.get<SignInOptions>('/api/sign-in'));
  password = (body: PasswordSignInBody) => this.post<SignInResult>('/api/sign-in/password', body);
  totp = (body: TotpSignInBody) => this.post<SignInResult>('/api/sign-in/totp', body);
  passkeyOptions = () => this.post<PasskeyOptions>('/api/sign-in/passkey/options', null);
  passkey = (response: object) => this.post<SignInResult>('/api/sign-in/passkey', { response });
  firstAdmin = (body: FirstAdminBody) => this.post<SignInResult>('/api/session/first-admin', body);
  showInvite = (secret: string) => this.post<InviteView>('/api/invites/show', { secret });
  acceptInvite = (body: AcceptInviteBody) => this.post<SignInResult>('/api/invites/accept', body);

  /** Checks a token of the server, without signing in by it. */
  checkToken = (token: string) =>
    firstValueFrom(this.http.get('/api/session', { headers: { authorization: `Bearer ${token}` } }));

  signOut = () => this.post<null>('/api/session/sign-out', null);

  private post<T>(url: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.post<T>(url, body));
  }
}

/** Address that begins a sign-in at the organisation's directory, and ends at `returnTo`. */
export const directoryUrl = (returnTo: string): string =>
  `/api/sign-in/oidc?${new URLSearchParams({ return_to: returnTo })}`;
