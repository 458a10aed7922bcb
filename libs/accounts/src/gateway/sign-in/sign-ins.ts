import { Injectable } from '@nestjs/common';
import { userActor } from '@reprise/contracts';
import type {
  PasskeyOptions,
  PasskeySignInBody,
  PasswordSignInBody,
  SignInResult,
  TotpSignInBody,
} from '../../contract/index.ts';
import { APIError } from 'better-auth/api';
import type { Request, Response } from 'express';
import { SessionCookie } from '@reprise/gateway/shared/auth/session/session-cookie.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls, type Refusals } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { requiringVerification } from '../better-auth/passkeys.ts';
import { SessionAge } from '../auth/session-age.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { SignInRecords } from '../auth/sign-in-records.ts';
import { UsedCodes } from '../auth/used-codes.ts';
import { CODE_USED, codeRefusals, disabled, wrongPasskey, wrongPassword } from './refusals.ts';

interface WithUser {
  readonly user: { readonly id: string; readonly email?: string | null };
}

const DONE: SignInResult = { next: 'done' };

/** Sign-ins of users. The library checks them, and this class limits and records them. */
@Injectable()
export class SignIns {
  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly limits: SignInLimits,
    private readonly records: SignInRecords,
    private readonly machineCookie: SessionCookie,
    private readonly age: SessionAge,
    private readonly codes: UsedCodes,
  ) {}

  /** @param method method to record, because an invitation first sets the password */
  async password(
    body: PasswordSignInBody,
    request: Request,
    response: Response,
    method: 'password' | 'invitation' | 'first_start' = 'password',
  ): Promise<SignInResult> {
    const signIn = () =>
      this.#call(request, response, 'password', body.email, (headers) =>
        this.calls.api.signInEmail({ body, headers, returnHeaders: true }),
      );
    const answer = await this.limits
      .count(body.email, request.ip ?? '', signIn, (error) => statusOf(error) === 401)
      .catch(async (error: unknown) => {
        if (statusOf(error) === 429) await this.failed(request, 'password', 'locked', body.email);
        throw error;
      });
    // The library's type does not include the second step.
    if ('twoFactorRedirect' in answer) {
      // The library has removed its cookie, and the second step would not find it.
      if (request.sessionId !== undefined) await this.age.end(request.sessionId);
      return { next: 'totp' };
    }
    await this.completed(answer.user.id, request, response, { method });
    return DONE;
  }

  async totp({ code, backup }: TotpSignInBody, request: Request, response: Response): Promise<SignInResult> {
    const method = backup ? 'recovery_code' : 'password';
    const { user } = await this.#call(request, response, method, undefined, (headers) =>
      this.#verifyCode(code, backup, headers),
    );
    if (user.email) await this.limits.succeed(user.email);
    await this.completed(user.id, request, response, { method, second_factor: true });
    return DONE;
  }

  passkeyOptions(request: Request, response: Response): Promise<PasskeyOptions> {
    return this.calls.answer(request, response, async (headers) => {
      const answer = await this.calls.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true });
      return { headers: answer.headers, response: requiringVerification({ ...answer.response }) };
    });
  }

  async passkey(body: PasskeySignInBody, request: Request, response: Response): Promise<SignInResult> {
    // The library validates the credential. Its type requires the shape in advance.
    const credential = { response: body.response as never };
    const { user } = await this.#call<WithUser>(request, response, 'passkey', undefined, (headers) =>
      this.calls.api.verifyPasskeyAuthentication({ body: credential, headers, returnHeaders: true }),
    );
    await this.completed(user.id, request, response, { method: 'passkey' });
    return DONE;
  }

  /** Records a sign-in and ends the session of the local administrator in the same browser. */
  async completed(
    userId: string,
    request: Request,
    response: Response,
    how: { readonly method: string; readonly second_factor?: boolean },
  ): Promise<void> {
    this.machineCookie.end(request, response);
    // The session that was open in this browser. A second factor continues the session of its first step.
    if (request.sessionId !== undefined && !how.second_factor) await this.age.end(request.sessionId);
    await this.host.database.query
      .updateTable('user')
      .set({ lastSignInAt: new Date() })
      .where('id', '=', userId)
      .execute();
    await this.records.record({ type: 'signed_in', data: how, subject: userId }, userActor({ userId }), request);
  }

  /** Records a failed sign-in. @param email e-mail address of the account, as it was typed */
  async failed(request: Request, method: string, why: string, email?: string): Promise<void> {
    const found =
      email === undefined
        ? undefined
        : await this.host.database.query.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
    await this.records.failed({ method, why }, found?.id, request);
  }

  /** The library accepts a code from the app while it is valid, and a backup code once. */
  async #verifyCode(
    code: string,
    backup: boolean,
    headers: Headers,
  ): Promise<{ headers: Headers; response: WithUser }> {
    const { api } = this.calls;
    if (backup) return api.verifyBackupCode({ body: { code: asPrinted(code) }, headers, returnHeaders: true });
    const answer = await api.verifyTOTP({ body: { code }, headers, returnHeaders: true });
    const { token, user } = answer.response;
    if (await this.codes.use(user.id, code)) return answer;
    await this.age.endByToken(token);
    throw new APIError('UNAUTHORIZED', { code: CODE_USED, message: 'The code was used before' });
  }

  /** Calls the library, and counts and records rejections. */
  async #call<T>(
    request: Request,
    response: Response,
    method: string,
    email: string | undefined,
    call: (headers: Headers) => Promise<{ headers: Headers; response: T }>,
  ): Promise<T> {
    const reasons: string[] = [];
    const because = (why: string, problem: () => ProblemException) => () => (reasons.push(why), problem());
    const refusals: Refusals = {
      INVALID_EMAIL_OR_PASSWORD: because('wrong_password', wrongPassword),
      BANNED_USER: because('disabled', disabled),
      PASSKEY_NOT_FOUND: because('unknown_account', wrongPasskey),
      AUTHENTICATION_FAILED: because('wrong_passkey', wrongPasskey),
      CHALLENGE_NOT_FOUND: because('expired', wrongPasskey),
      ...Object.fromEntries(
        Object.entries(codeRefusals).map(([code, [why, problem]]) => [code, because(why, problem)]),
      ),
    };
    try {
      return await this.calls.answer(request, response, call, refusals);
    } catch (error) {
      const [why] = reasons;
      if (why !== undefined) await this.failed(request, method, why, email);
      throw error;
    }
  }
}

/**
 * Normalizes a backup code to its displayed form, `aB3dE-fG7hJ`, even if it was typed or pasted without its hyphen,
 * with spaces, or with a dash.
 */
function asPrinted(code: string): string {
  const letters = code.replace(/[\s\p{Pd}]/gu, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof ProblemException ? error.getStatus() : undefined;
