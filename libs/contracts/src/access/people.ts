import * as z from 'zod';
import { Role } from './role.ts';

/** A person behind `user:<user_id>`. Of an erased account only the id and role are left. */
export const Person = z.object({
  user_id: z.uuid(),
  name: z.string(),
  /** `null` once the account is erased. */
  email: z.string().nullable(),
  initials: z.string(),
  role: Role,
  erased: z.boolean(),
  /** Whether an admin disabled the account: it cannot sign in. */
  disabled: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** The API token behind `user:<user_id>/token:<token_id>`. Revoked and expired ones are included. */
export const NamedToken = z.object({ token_id: z.string(), user_id: z.uuid(), name: z.string(), role: Role });
export type NamedToken = z.infer<typeof NamedToken>;

/** The machine of a runner that was heard within a day. */
export const NamedRunner = z.object({ runner_id: z.string(), host: z.string() });
export type NamedRunner = z.infer<typeof NamedRunner>;

/** `GET /api/people`: the names of all actors that events name by id, for everybody who is signed in. */
export const PeopleView = z.object({
  people: z.array(Person),
  tokens: z.array(NamedToken),
  runners: z.array(NamedRunner),
});
export type PeopleView = z.infer<typeof PeopleView>;
