import { MACHINE_ACTOR, MACHINE_NAME, type Role } from '@reprise/contracts';

/** Sender of a request, after authentication. */
export interface Principal {
  /** Pseudonym in events: `user:<id>`, `user:<id>/token:<id>`, or `admin` for the machine's own token. */
  readonly actor: string;
  /** Display name. It is never written into events. */
  readonly name: string;
  readonly role: Role;
  readonly kind: 'person' | 'token' | 'machine';
  /** Role of the token's owner, which may be higher than the token's. */
  readonly personRole?: Role;
  readonly userId?: string;
  readonly tokenId?: string;
  readonly tokenName?: string;
}

/** The holder of the machine's own token (`admin.token`). */
export const MACHINE: Principal = { actor: MACHINE_ACTOR, name: MACHINE_NAME, role: 'admin', kind: 'machine' };
