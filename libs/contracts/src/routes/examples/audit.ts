import type { AuditEntry, SetAsideEntry } from '../../views/audit.ts';
import type { VerificationView } from '../../views/verification.ts';
import { EXAMPLE, historyExample } from './values.ts';

export const auditEntry: AuditEntry = {
  ...historyExample,
  event_id: EXAMPLE.commandId,
  kind: 'life',
  job_id: EXAMPLE.jobId,
  queue: null,
  sample_name: 'DEMO1',
  pipeline: 'wes',
  command: 'cancel',
  outcome: 'accepted',
  effects: [
    {
      seq: 44,
      type: 'attempt_cancelled',
      at: '2026-03-01T09:03:00.400Z',
      after_ms: 400,
      cancel: null,
      cause: null,
      message: null,
      processes_ended: 14,
      executors: [{ name: 'slurm', ended_count: 20, proven_at: '2026-03-01T09:10:04.000Z' }],
      duration_ms: 178_400,
      paused_ms: 0,
    },
  ],
  paused_ms: null,
  hash: 'e17e32df94b9d4d47691cd76ba86a8b22b3438d0446be45225fe8eb85d7726e5',
};

export const verification: VerificationView = {
  state: 'done',
  started_at: '2026-03-01T09:05:00.000Z',
  finished_at: '2026-03-01T09:05:00.180Z',
  scheduled: false,
  next_at: '2026-03-02T03:00:00.000Z',
  progress: { entries: 1042, total: 1042 },
  report: {
    ok: false,
    started_at: '2026-03-01T09:05:00.000Z',
    duration_ms: 180,
    entries: 1042,
    last_seq: 1042,
    differing: 1,
    findings: [
      {
        kind: 'altered',
        place: 'audit',
        seq: 43,
        message:
          'Event 43 was altered in the audit table: the header ce-actor differs. Later signed heads show which of the two is the history.',
      },
    ],
    heads: {
      valid: 2,
      last_seq: 1000,
      last_time: '2026-03-01T08:59:00.000Z',
      places: [{ name: 'table trust.signed_head', heads: 2, unreadable: 0 }],
    },
    unsigned: 42,
    unprojected: 0,
  },
  problem: null,
};

export const quarantined: SetAsideEntry = {
  seq: 1043,
  subject: `reprise.jobs.${EXAMPLE.jobId}.task.task_completed`,
  stored_at: '2026-03-01T09:04:00.000Z',
  bytes: 20_480,
  reason: 'hash: 20000 characters, at most 512',
};
