import { COMMON_WORD, RARE_PERSON, RARE_WORD } from './audit-history.ts';

/** Page of the audit as requested from the API, and the SQL condition for the same entries. */
export interface AuditView {
  readonly name: string;
  /** Query string of `GET /api/audit`. */
  readonly query: Readonly<Record<string, string>>;
  /** Condition on `audit`, excluding entries of tasks. */
  readonly where: string;
  readonly values: readonly unknown[];
  /** Omitted from the page. */
  readonly isDetail?: boolean;
}

/** Middle of the log. */
export interface Middle {
  readonly seq: number;
  /** Cursor after that entry. */
  readonly cursor: string;
  /** Time span of one hundredth of the entries. */
  readonly from: string;
  readonly to: string;
}

const ofJobs = (condition: string) => `job_id in (select job_id from job where ${condition})`;
const saying = (word: string) => ({ query: { q: word }, where: 'reason ilike $1', values: [`%${word}%`] });

export const auditViews = (middle: Middle, sample: string): readonly AuditView[] => [
  { name: 'first page', query: {}, where: 'true', values: [] },
  { name: 'by person', query: { actor: 'bo' }, where: 'actor = $1', values: ['bo'] },
  {
    name: 'by command and outcome',
    isDetail: true,
    query: { command: 'cancel', outcome: 'refused' },
    where: 'type = $1',
    values: ['cancel_refused'],
  },
  {
    name: 'by person and what came of it',
    isDetail: true,
    query: { actor: 'bo', outcome: 'cancelled' },
    where: `actor = $1 and exists (select from audit e where e.job_id = audit.job_id and e.kind is distinct from 'task'
      and e.attempt = coalesce(audit.attempt, 1) and e.type = $2 and e.seq > audit.seq and audit.type = any($3))`,
    values: ['bo', 'attempt_cancelled', ['submitted', 'cancel_requested', 'rerun_requested', 'resume_requested']],
  },
  {
    name: 'by sample',
    isDetail: true,
    query: { sample },
    where: ofJobs('sample_name ilike $1'),
    values: [`%${sample}%`],
  },
  {
    name: 'by pipeline',
    isDetail: true,
    query: { pipeline: 'panel' },
    where: ofJobs('pipeline = $1'),
    values: ['panel'],
  },
  {
    name: 'by time',
    isDetail: true,
    query: { from: middle.from, to: middle.to },
    where: 'at between $1 and $2',
    values: [middle.from, middle.to],
  },
  { name: 'reason, common word', ...saying(COMMON_WORD) },
  { name: 'reason, rare word', isDetail: true, ...saying(RARE_WORD) },
  { name: 'reason, no such word', isDetail: true, ...saying('xylophone') },
  { name: 'deep in the list', query: { cursor: middle.cursor }, where: 'seq < $1', values: [middle.seq] },
  {
    name: 'few match',
    isDetail: true,
    query: { actor: RARE_PERSON, outcome: 'refused', pipeline: 'wes' },
    where: `actor = $1 and type = any($2) and ${ofJobs('pipeline = $3')}`,
    values: [RARE_PERSON, ['cancel_refused', 'rerun_refused', 'resume_refused'], 'wes'],
  },
  {
    name: 'none match',
    isDetail: true,
    query: { actor: 'bo', command: 'cancel', outcome: 'succeeded' },
    where: 'actor = $1 and type = $2',
    values: ['bo', 'attempt_succeeded'],
  },
];
