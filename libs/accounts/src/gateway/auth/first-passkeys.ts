import { Injectable } from '@nestjs/common';
import type { PasskeyBody, PasskeyOptions } from '../../contract/index.ts';
import { newId } from '@reprise/event-log';
import type { Request, Response } from 'express';
import { wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from './auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { registering, type Registering } from '../better-auth/passkeys.ts';

/** Passkeys of people without an account. The account is created together with the passkey and needs no password. */
@Injectable()
export class FirstPasskeys {
  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
  ) {}

  /** Returns a passkey challenge for a future user. */
  options(name: string, request: Request, response: Response): Promise<PasskeyOptions> {
    return this.#as({ user: { id: newId(), name } }, request, response, async (headers) => {
      const { api } = this.calls;
      const answer = await api.generatePasskeyRegistrationOptions({ query: {}, headers, returnHeaders: true });
      return { headers: answer.headers, response: { ...answer.response } };
    });
  }

  /**
   * Creates an account once its passkey is verified, and signs the user in. Returns the account id.
   * @param make creates the account and returns its id
   * @throws ProblemException 422 if the passkey does not match the challenge; or the errors of `make`
   */
  async register(
    { name, response: credential }: PasskeyBody,
    make: () => Promise<string>,
    request: Request,
    response: Response,
  ): Promise<string> {
    let made: Promise<string> | undefined;
    const facts = { user: { id: newId(), name }, account: () => (made = make()) };
    try {
      await this.#as(facts, request, response, (headers) =>
        this.calls.api.verifyPasskeyRegistration({
          // The library validates the credential. Its type requires the shape in advance.
          body: { name, response: credential as never, createSession: true },
          headers,
          returnHeaders: true,
        }),
      );
    } catch (error) {
      // The library reports a failed account creation as an invalid passkey.
      await made;
      throw error;
    }
    return (await made) ?? '';
  }

  /** Calls the library without this browser's session, which belongs to another user. */
  async #as<T>(
    facts: Registering,
    request: Request,
    response: Response,
    call: (headers: Headers) => Promise<{ headers: Headers; response: T }>,
  ): Promise<T> {
    const { name } = (await this.host.auth.$context).authCookies.sessionToken;
    const alone = (headers: Headers) => {
      const cookies = (headers.get('cookie') ?? '').split(/;\s*/).filter((each) => !each.startsWith(`${name}=`));
      headers.set('cookie', cookies.join('; '));
      return registering.run(facts, () => call(headers));
    };
    return this.calls.answer(request, response, alone, refusals);
  }
}

const notVerified = () =>
  wrongFields([{ field: 'passkey', message: 'could not be checked: begin to add the passkey again' }]);

const refusals = { FAILED_TO_VERIFY_REGISTRATION: notVerified, CHALLENGE_NOT_FOUND: notVerified };
