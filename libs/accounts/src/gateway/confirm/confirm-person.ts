import { Injectable } from '@nestjs/common';
import type { ConfirmationMethod } from '@reprise/contracts';
import type { ConfirmationView, ConfirmBody } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { AccountConfirmations } from './account-confirmations.ts';

/** Time for which a sign-in through the organisation's directory counts as recent. */
const FRESH_MS = 5 * 60_000;

const notAPerson = () =>
  new ProblemException(403, 'Only a person with an account can sign in again: sign in with your account first.');
const wrongPassword = () => new ProblemException(403, 'The password is wrong. Nothing was signed.');
const wrongPasskey = () =>
  new ProblemException(403, 'This passkey is not one of your account, or the request is too old. Nothing was signed.');
const tooOld = () =>
  new ProblemException(
    403,
    'Your sign-in is older than five minutes. Sign out, sign in again with your organisation, and sign then.',
  );

const noOtherWay = () =>
  new ProblemException(403, 'Prove who you are by your password or a passkey. Nothing was signed.');

/** Lets a signed-in user authenticate again. */
@Injectable()
export class ConfirmPerson {
  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly limits: SignInLimits,
    private readonly signIns: SignIns,
    private readonly confirmations: AccountConfirmations,
  ) {}

  /** @throws ProblemException 403 if the proof is wrong or the sender is a program; 429 after too many wrong proofs */
  async confirm(body: ConfirmBody, request: Request, response: Response): Promise<ConfirmationView> {
    const { principal, sessionId } = request;
    if (principal?.kind !== 'person' || principal.userId === undefined || sessionId === undefined) throw notAPerson();
    const { userId } = principal;
    return this.confirmations.give(userId, await this.#method(body, { userId, sessionId }, request, response));
  }

  async #method(
    { password, response: credential }: ConfirmBody,
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
    request: Request,
    response: Response,
  ): Promise<ConfirmationMethod> {
    if (password !== undefined) return this.#password(password, userId, request, response);
    if (credential !== undefined) return this.#passkey(credential, userId, request);
    return this.#directory(userId, sessionId);
  }

  async #password(password: string, userId: string, request: Request, response: Response): Promise<'password'> {
    const { email } = await this.host.database.query
      .selectFrom('user')
      .select('email')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow();
    const verify = async (headers: Headers) => ({
      headers: new Headers(),
      response: await this.calls.api.verifyPassword({ body: { password }, headers }),
    });
    const check = () => this.calls.answer(request, response, verify, { INVALID_PASSWORD: wrongPassword });
    const isWrong = (error: unknown) => error instanceof ProblemException && error.getStatus() === 403;
    await this.limits.count(email, request.ip ?? '', check, isWrong).catch(async (error: unknown) => {
      if (isWrong(error)) await this.signIns.failed(request, 'password', 'wrong_password', email);
      throw error;
    });
    return 'password';
  }

  /** The library opens a session for the passkey. It is ended at once, because the browser keeps its own session. */
  async #passkey(credential: Readonly<Record<string, unknown>>, userId: string, request: Request): Promise<'passkey'> {
    const headers = this.calls.headersOf(request);
    const found = await this.calls.api
      .verifyPasskeyAuthentication({ body: { response: credential as never }, headers })
      .catch(() => null);
    if (found) await this.host.database.query.deleteFrom('session').where('id', '=', found.session.id).execute();
    if (found?.session.userId === userId) return 'passkey';
    await this.signIns.failed(request, 'passkey', 'wrong_passkey');
    throw wrongPasskey();
  }

  async #directory(userId: string, sessionId: string): Promise<'directory'> {
    const { query } = this.host.database;
    const [session, ways] = await Promise.all([
      query.selectFrom('session').select('createdAt').where('id', '=', sessionId).executeTakeFirst(),
      query.selectFrom('account').select(['providerId', 'password']).where('userId', '=', userId).execute(),
    ]);
    const isOfDirectory = ways.some(({ providerId }) => providerId === OIDC);
    if (!isOfDirectory || ways.some(({ password }) => password !== null)) throw noOtherWay();
    if (!session || Date.now() - session.createdAt.getTime() > FRESH_MS) throw tooOld();
    return 'directory';
  }
}
