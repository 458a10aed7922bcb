import * as z from 'zod';
import { Role, text } from '@reprise/contracts/for-wings';

/** API token in the list of `GET /api/tokens`, which returns the requester's own. */
export const TokenView = z.object({
  token_id: z.string(),
  name: z.string(),
  /** First characters of the token, by which users recognize it. */
  start: z.string(),
  role: Role,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  last_address: z.string().nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

/** `POST /api/tokens`. The role is at most the creator's. */
export const TokenBody = z.strictObject({
  name: text(60).trim().min(1, 'is required'),
  role: Role,
  expires_in_days: z.int().min(1).max(366).default(90),
});
export type TokenBody = z.infer<typeof TokenBody>;

/** The only response that contains the token. */
export const TokenSecretView = z.object({ token: TokenView, secret: z.string() });
export type TokenSecretView = z.infer<typeof TokenSecretView>;
