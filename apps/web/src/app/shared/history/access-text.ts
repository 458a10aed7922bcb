import type { AccessEvent, AuditEntry, DataOf, Typed } from '@reprise/contracts';
import { capital } from '../format.ts';
import { verbOf } from './command-verb.ts';
import { deniedText } from './denied-text.ts';

/** Actions of access events, in the past tense. */
const ACCESS_ACTIONS: Readonly<Record<AccessEvent['type'], string>> = {
  signed_in: 'Signed in',
  sign_in_failed: 'Failed to sign in',
  signed_out: 'Signed out',
  user_invited: 'Invited a user',
  invite_withdrawn: 'Withdrew an invite',
  user_created: 'Created an account',
  user_changed: 'Changed an account',
  user_erased: 'Erased an account',
  token_created: 'Created a token',
  token_revoked: 'Revoked a token',
  access_denied: 'Was denied a request',
  approval_requested: 'Asked for approval',
  approval_granted: 'Approved',
  approval_rejected: 'Rejected',
  approval_withdrawn: 'Withdrew a request',
  approval_expired: 'Ended a request that was not approved in time',
  message_quarantined: 'Quarantined a message of the log',
  backup_restored: 'Restored a backup',
};

const isAccess = (type: string): type is AccessEvent['type'] => Object.hasOwn(ACCESS_ACTIONS, type);

/** Returns the action of an access event; undefined for other events. */
export const accessAction = (type: string): string | undefined => (isAccess(type) ? ACCESS_ACTIONS[type] : undefined);

/** Returns a phrase with what an access event adds to its action; empty if nothing. */
export function accessDetail(entry: Typed<AuditEntry>): string {
  switch (entry.type) {
    case 'signed_in':
      // A backup code is the second factor, in addition to the password.
      if (entry.data.method === 'recovery_code') return 'by password and a backup code';
      return `by ${methodText(entry.data.method)}${entry.data.second_factor ? ' and a second factor' : ''}`;
    case 'sign_in_failed':
      return capital(entry.data.why.replaceAll('_', ' '));
    case 'signed_out':
      return entry.data.everywhere ? 'everywhere' : '';
    case 'invite_withdrawn':
      return entry.data.replaced_by === null ? '' : 'for a newer one';
    case 'user_invited':
    case 'user_created':
    case 'token_created':
      return `as ${entry.data.role}`;
    case 'user_changed':
      return changeText(entry.data);
    case 'access_denied':
      return deniedText(entry.data.detail);
    case 'approval_requested':
    case 'approval_granted':
    case 'approval_rejected':
    case 'approval_withdrawn':
    case 'approval_expired':
      return verbOf(entry.data.command);
    case 'message_quarantined':
      return `at sequence ${String(entry.data.seq)}`;
    case 'backup_restored':
      return restoredTo(entry.data);
    default:
      return '';
  }
}

function restoredTo({ log_seq, accounts_seq }: DataOf<'backup_restored'>): string {
  const accounts = `accounts and webhooks as of event ${String(accounts_seq)}`;
  return log_seq === null ? accounts : `the log up to event ${String(log_seq)}, ${accounts}`;
}

const METHODS: Readonly<Record<string, string>> = {
  oidc: 'the directory',
  link: 'the link of the start',
  // The text is the same for an invitation and a new password.
  invitation: 'a one-time link',
};
const methodText = (method: string): string => METHODS[method] ?? method.replaceAll('_', ' ');

function changeText({ fields, role, disabled }: Extract<AccessEvent, { type: 'user_changed' }>['data']): string {
  if (role) return `${role.from} to ${role.to}`;
  if (disabled !== undefined) return disabled ? 'disabled' : 'enabled';
  return fields.join(', ');
}
