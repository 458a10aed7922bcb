import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import type { Principal } from '../principal.ts';

/** Signed-in user of a request, by cookie. */
export interface SignedIn {
  readonly principal: Principal;
  readonly sessionId: string;
  /** Headers that contain the renewed cookie when it is due. */
  readonly headers?: Headers;
}

/** Authenticates users who have accounts, by their requests. */
export abstract class Identities {
  /** @throws ProblemException 503 if accounts cannot be read and the session was not seen shortly before */
  abstract bySession(request: Request): Promise<SignedIn | undefined>;
  /** @throws ProblemException 503 */
  abstract byToken(token: string, address: string): Promise<Principal | undefined>;
  /** Ends the session of the request's cookie. */
  abstract signOut(request: Request, response: Response): Promise<void>;
  /** Emits once, when the session or token of a request has ended. Never emits for the machine's own token. */
  abstract endOf(request: Request): Observable<unknown>;
}
