import * as z from 'zod';
import { Role } from '../fields/role.ts';

/** The person behind `user:<user_id>`. For an erased account, only id and role remain. */
export const Person = z.object({
  user_id: z.uuid(),
  name: z.string(),
  /** `null` for erased accounts, and for viewers. */
  email: z.string().nullable(),
  initials: z.string(),
  /** `null` for viewers. */
  role: Role.nullable(),
  erased: z.boolean(),
  /** Whether an admin disabled the account, so that it cannot sign in. `null` for viewers. */
  disabled: z.boolean().nullable(),
});
export type Person = z.infer<typeof Person>;

/** The API token behind `user:<user_id>/token:<token_id>`, including revoked and expired tokens. */
export const NamedToken = z.object({
  token_id: z.string(),
  user_id: z.uuid(),
  name: z.string(),
  /** `null` for viewers. */
  role: Role.nullable(),
});
export type NamedToken = z.infer<typeof NamedToken>;

/** Host of a runner that sent a heartbeat within the last day. */
export const NamedRunner = z.object({ runner_id: z.string(), host: z.string() });
export type NamedRunner = z.infer<typeof NamedRunner>;

/**
 * `GET /api/people`: names of all actors that events refer to by id, for every signed-in user. Viewers only get names.
 */
export const PeopleView = z.object({
  people: z.array(Person),
  tokens: z.array(NamedToken),
  runners: z.array(NamedRunner),
});
export type PeopleView = z.infer<typeof PeopleView>;

/** Removes everything except names. */
export const namesOnly = ({ people, tokens, runners }: PeopleView): PeopleView => ({
  people: people.map((person) => ({ ...person, email: null, role: null, disabled: null })),
  tokens: tokens.map((token) => ({ ...token, role: null })),
  runners,
});
