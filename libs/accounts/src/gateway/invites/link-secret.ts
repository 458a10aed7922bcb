import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@reprise/event-log';

/** Link that was just created. */
export interface NewLink {
  readonly link_id: string;
  readonly secret: string;
  readonly expires_at: Date;
}

export const newLink = (lifetimeMs: number): NewLink => ({
  link_id: newId(),
  secret: randomBytes(32).toString('base64url'),
  expires_at: new Date(Date.now() + lifetimeMs),
});

/** The secret has 256 random bits, so its digest needs neither a salt nor a slow hash. */
export const secretDigest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
