import { Injectable } from '@nestjs/common';
import type {
  Passkey,
  PasskeyBody,
  PasskeyOptions,
  PasswordChangeBody,
  TotpBody,
  TotpConfirmBody,
  TotpSetup,
} from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { assertNotGuessable } from '../auth/guessable-password.ts';
import { SessionAge } from '../auth/session-age.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { isId } from '../is-id.ts';
import { assertInBrowser, OwnAccount, userIdOf } from './own-account.ts';

/** Sign-in methods of a user: password, passkeys and second factor. The library stores all of them. */
@Injectable()
export class Credentials {
  constructor(
    private readonly calls: AuthCalls,
    private readonly account: OwnAccount,
    private readonly limits: SignInLimits,
    private readonly codes: UsedCodes,
    private readonly age: SessionAge,
  ) {}

  /**
   * Changes the password and ends all other sessions.
   * @throws ProblemException 422 if the current password is wrong, or the new one is easy to guess
   */
  async changePassword(body: PasswordChangeBody, request: Request, response: Response): Promise<void> {
    assertInBrowser(request);
    const { name, email } = await this.account.show(request);
    await assertNotGuessable(body.new_password, 'new_password', [name, email]);
    await this.#withPassword('current_password', request, () =>
      this.account.change(
        ['password'],
        request,
        response,
        (headers) =>
          this.calls.api.changePassword({
            body: {
              currentPassword: body.current_password,
              newPassword: body.new_password,
              revokeOtherSessions: true,
            },
            headers,
            returnHeaders: true,
          }),
        refusals('current_password'),
      ),
    );
  }

  async passkeyOptions(request: Request, response: Response): Promise<PasskeyOptions> {
    await this.#assertFresh(request);
    return this.calls.answer(
      request,
      response,
      async (headers) => {
        const { api } = this.calls;
        const answer = await api.generatePasskeyRegistrationOptions({ query: {}, headers, returnHeaders: true });
        return { headers: answer.headers, response: { ...answer.response } };
      },
      passkeyRefusals,
    );
  }

  async addPasskey(body: PasskeyBody, request: Request, response: Response): Promise<Passkey> {
    await this.#assertFresh(request);
    // The library validates the credential. Its type requires the shape in advance.
    const credential = { name: body.name, response: body.response as never };
    const made = await this.account.change<{ id: string; name?: string | null }>(
      ['passkeys'],
      request,
      response,
      (headers) => this.calls.api.verifyPasskeyRegistration({ body: credential, headers, returnHeaders: true }),
      passkeyRefusals,
    );
    return { passkey_id: made.id, name: made.name ?? body.name, created_at: new Date().toISOString() };
  }

  /** @throws ProblemException 404; 409 if it is the only sign-in method */
  async removePasskey(id: string, request: Request): Promise<void> {
    assertInBrowser(request);
    const unknown = () => new ProblemException(404, `There is no passkey ${id.slice(0, 100)}.`);
    if (!isId(id)) throw unknown();
    // Done here instead of in the library, because the second of two concurrent removals must see the first.
    await this.account.changeAlone(['passkeys'], request, async ({ query }) => {
      const { has_password, passkeys, from_directory } = await this.account.show(request, { query });
      if (!passkeys.some(({ passkey_id }) => passkey_id === id)) throw unknown();
      if (!has_password && !from_directory && passkeys.length === 1)
        throw new ProblemException(409, 'This passkey is your only way to sign in. Add another one first.');
      await query.deleteFrom('passkey').where('id', '=', id).execute();
    });
  }

  async setUpTotp({ password }: TotpBody, request: Request, response: Response): Promise<TotpSetup> {
    const setup = await this.#withPassword('password', request, () =>
      this.calls.answer(
        request,
        response,
        (headers) =>
          this.calls.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
        refusals('password'),
      ),
    );
    if (setup.method !== 'totp') throw new Error('The library set up another second factor than asked for');
    return { uri: setup.totpURI, backup_codes: setup.backupCodes };
  }

  async confirmTotp({ code }: TotpConfirmBody, request: Request, response: Response): Promise<void> {
    assertInBrowser(request);
    await this.account.change(
      ['totp'],
      request,
      response,
      (headers) => this.calls.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
      {
        INVALID_CODE: () => wrongFields([{ field: 'code', message: 'is wrong or too old: enter the one shown now' }]),
        TOTP_NOT_ENABLED: () => new ProblemException(409, 'Begin the set-up of the second factor first.'),
      },
    );
    await this.codes.use(userIdOf(request), code);
  }

  async removeTotp({ password }: TotpBody, request: Request, response: Response): Promise<void> {
    await this.#withPassword('password', request, () =>
      this.account.change(
        ['totp'],
        request,
        response,
        (headers) => this.calls.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
        refusals('password'),
      ),
    );
  }

  async #assertFresh(request: Request): Promise<void> {
    assertInBrowser(request);
    if (!(await this.age.isFresh(request.sessionId ?? ''))) throw stale();
  }

  /** Counts wrong passwords as a sign-in does, so that an unattended browser does not allow guessing. */
  async #withPassword<T>(field: string, request: Request, work: () => Promise<T>): Promise<T> {
    assertInBrowser(request);
    const { email } = await this.account.show(request);
    const isWrong = (error: unknown) =>
      error instanceof ProblemException && error.errors?.some((one) => one.field === field) === true;
    return this.limits.count(email, request.ip ?? '', work, isWrong);
  }
}

const refusals = (field: string) => ({
  INVALID_PASSWORD: () => wrongFields([{ field, message: 'is wrong' }]),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () =>
    new ProblemException(409, 'Your account has no password here: it signs in with the directory or a passkey.'),
  TOTP_ALREADY_ENABLED: () => new ProblemException(409, 'The second factor is on already. Turn it off first.'),
});

const stale = () =>
  new ProblemException(403, 'You signed in too long ago for this. Sign out, sign in again, and then add the passkey.');
const notVerified = () =>
  wrongFields([{ field: 'response', message: 'could not be checked: begin to add the passkey again' }]);

const passkeyRefusals = {
  FAILED_TO_VERIFY_REGISTRATION: notVerified,
  CHALLENGE_NOT_FOUND: notVerified,
};
