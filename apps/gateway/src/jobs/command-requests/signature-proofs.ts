import { Injectable } from '@nestjs/common';
import type { ConfirmationMethod } from '@reprise/contracts';
import { Confirmations } from '../../shared/auth/confirmations.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { ProblemException } from '../../shared/http/problem.ts';

/**
 * Consumes the proof that a signer has just signed in again. This happens only once per request, even if the command is
 * decided several times.
 */
@Injectable()
export class SignatureProofs {
  readonly #used = new WeakMap<Caller, Promise<ConfirmationMethod>>();

  constructor(private readonly confirmations: Confirmations) {}

  /** @throws ProblemException 403 if the proof is unknown, already used, too old, or belongs to a different user */
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
