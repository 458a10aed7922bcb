import { defineEvents, ReasonGiven, Role } from '@reprise/contracts/for-wings';
import * as z from 'zod';

const UserId = z.uuid();
/** Sign-in method: `password`, `passkey`, `oidc`, `link`, `invitation`, `recovery_code`. */
const Method = z.string();

/** Events about sign-ins, accounts, invitations and tokens, in the family `access`. */
export const accountEvents = defineEvents({
  signed_in: {
    description: 'A person signed in.',
    appendedBy: ['gateway'],
    data: z.object({ method: Method, second_factor: z.boolean().optional() }),
  },
  sign_in_failed: {
    description: 'A sign-in was rejected. The subject is the account, or `access` if there is none of that name.',
    appendedBy: ['gateway'],
    data: z.object({
      method: Method,
      /**
       * Why the sign-in failed: `wrong_password`, `unknown_account`, `locked`, `disabled`, `wrong_code`,
       * `expired_link`, ...
       */
      why: z.string(),
    }),
  },
  signed_out: {
    description: 'A person signed out, or a session was ended.',
    appendedBy: ['gateway'],
    data: z.object({
      /** Whether all sessions of the account ended. */
      everywhere: z.boolean(),
    }),
  },
  user_invited: {
    description: 'An admin invited a user. The subject is the invitation.',
    appendedBy: ['gateway'],
    data: z.object({ role: Role, expires_at: z.iso.datetime() }),
  },
  invite_withdrawn: {
    description: 'An invitation was withdrawn before it was accepted. The subject is the invitation.',
    appendedBy: ['gateway'],
    data: z.object({
      /** Newer invitation for the same person; null if an admin withdrew this one. */
      replaced_by: z.uuid().nullable(),
    }),
  },
  user_created: {
    description: 'An account was created.',
    appendedBy: ['gateway'],
    data: z.object({
      user_id: UserId,
      role: Role,
      /** Origin of the account: `first_start`, `invitation`, `oidc`. */
      by: z.string(),
    }),
  },
  user_changed: {
    description: 'An account was changed: its role, whether it is disabled, its ways to sign in.',
    appendedBy: ['gateway'],
    data: z.object({
      user_id: UserId,
      /** Names of the fields that changed: `role`, `disabled`, `password`, `passkeys`, `totp`, `name`, `email`. */
      fields: z.array(z.string()),
      role: z.object({ from: Role, to: Role }).optional(),
      disabled: z.boolean().optional(),
      reason: ReasonGiven,
    }),
  },
  user_erased: {
    description: 'Name and e-mail of an account were erased; its id stays as a pseudonym.',
    appendedBy: ['gateway'],
    data: z.object({ user_id: UserId, reason: ReasonGiven }),
  },
  token_created: {
    description: 'A person created an API token.',
    appendedBy: ['gateway'],
    data: z.object({ token_id: z.string(), role: Role, expires_at: z.iso.datetime() }),
  },
  token_revoked: {
    description: 'An API token was revoked.',
    appendedBy: ['gateway'],
    data: z.object({ token_id: z.string(), reason: ReasonGiven }),
  },
});
