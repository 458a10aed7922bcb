import * as z from 'zod';
import { Role } from '../fields/role.ts';

/** A person behind `user:<user_id>`. Of an erased account only the id and role are left. */
export const Person = z.object({
  user_id: z.uuid(),
  name: z.string(),
  /** `null` once the account is erased, and for viewers. */
  email: z.string().nullable(),
  initials: z.string(),
  /** `null` for viewers. */
  role: Role.nullable(),
  erased: z.boolean(),
  /** Whether an admin disabled the account: it cannot sign in. `null` for viewers. */
  disabled: z.boolean().nullable(),
});
export type Person = z.infer<typeof Person>;

/** The API token behind `user:<user_id>/token:<token_id>`. Revoked and expired ones are included. */
export const NamedToken = z.object({
  token_id: z.string(),
  user_id: z.uuid(),
  name: z.string(),
  /** `null` for viewers. */
  role: Role.nullable(),
});
export type NamedToken = z.infer<typeof NamedToken>;

/** The machine of a runner that was heard within a day. */
export const NamedRunner = z.object({ runner_id: z.string(), host: z.string() });
export type NamedRunner = z.infer<typeof NamedRunner>;

/**
 * `GET /api/people`: the names of all actors that events name by id, for everybody who is signed in. Viewers get the names
 * alone.
 */
export const PeopleView = z.object({
  people: z.array(Person),
  tokens: z.array(NamedToken),
  runners: z.array(NamedRunner),
});
export type PeopleView = z.infer<typeof PeopleView>;

/** Returns the names alone. */
export const namesOnly = ({ people, tokens, runners }: PeopleView): PeopleView => ({
  people: people.map((person) => ({ ...person, email: null, role: null, disabled: null })),
  tokens: tokens.map((token) => ({ ...token, role: null })),
  runners,
});
