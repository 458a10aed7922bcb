import type { AccessEvent, DataOf } from '@reprise/contracts';

const USER = '019b2f70-0a11-7b22-8c33-9d44aabbccdd';
const APPROVAL = { approval_id: USER, command: 'rerun', job_id: '019a3f2c-71e0-7c44-9d1a-5b06aa000001' };
const UNTIL = '2026-03-21T09:00:00.000Z';

/** Data of an access event of each type. */
export const ACCESS_EVENT_DATA: { readonly [T in AccessEvent['type']]: DataOf<T> } = {
  signed_in: { method: 'password' },
  sign_in_failed: { method: 'password', why: 'wrong_password' },
  signed_out: { everywhere: false },
  user_invited: { role: 'operator', expires_at: UNTIL },
  invite_withdrawn: { replaced_by: null },
  user_created: { user_id: USER, role: 'operator', by: 'invitation' },
  user_changed: { user_id: USER, fields: ['role'], role: { from: 'operator', to: 'reviewer' }, reason: null },
  user_erased: { user_id: USER, reason: null },
  token_created: { token_id: 't1', role: 'viewer', expires_at: UNTIL },
  token_revoked: { token_id: 't1', reason: null },
  access_denied: {
    method: 'POST',
    route: '/api/webhooks',
    role: 'operator',
    needed: 'admin',
    reason: null,
    detail: 'Adding a webhook needs the role admin; yours is operator.',
  },
  approval_requested: { ...APPROVAL, body: {}, reason: 'a newer reference', expires_at: UNTIL },
  approval_granted: { ...APPROVAL, reason: 'agreed' },
  approval_rejected: { ...APPROVAL, reason: 'signed already' },
  approval_withdrawn: { ...APPROVAL, reason: null },
  approval_expired: APPROVAL,
  message_quarantined: { seq: 7, stream_subject: 'reprise.jobs.j.life.submitted', operator: 'root', reason: 'damaged' },
  backup_restored: {
    backup: '2026-03-14T08-00-00.000Z',
    until: null,
    log_seq: 4711,
    accounts_seq: 4690,
    operator: 'root',
  },
};
