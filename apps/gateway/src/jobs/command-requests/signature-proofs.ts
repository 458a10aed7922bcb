import { Injectable } from '@nestjs/common';
import type { ConfirmationMethod } from '@reprise/contracts';
import { Confirmations } from '../../shared/auth/confirmations.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException } from '../../shared/http/problem.ts';

/** Uses up the proof that a signer has just signed in again: once for a request, however often it is decided. */
@Injectable()
export class SignatureProofs {
  readonly #used = new WeakMap<Caller, Promise<ConfirmationMethod>>();

  constructor(private readonly confirmations: Confirmations) {}

  /**
   * @throws ProblemException 403 if the proof is unknown, used, too old or another user's
   */
  methodOf(confirmation: string, caller: Caller): Promise<ConfirmationMethod> {
    const used = this.#used.get(caller) ?? this.#use(confirmation, caller);
    this.#used.set(caller, used);
    return used;
  }

  async #use(confirmation: string, { principal }: Caller): Promise<ConfirmationMethod> {
    const method = principal && (await this.confirmations.use(confirmation, principal));
    if (!method)
      throw new ProblemException(
        403,
        'Sign in again to sign: the confirmation is used, older than two minutes, or of another person.',
      );
    return method;
  }
}
