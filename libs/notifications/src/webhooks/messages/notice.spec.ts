import { newId } from '@reprise/event-log';
import type { EventType } from '@reprise/contracts';
import type { EventRow } from '../events/events.ts';
import { mailBody } from '../mail/mail-body.ts';
import type { BatchJob } from '../events/ended-batch.ts';
import { Notices, type NoticeParts } from './notice.ts';

const JOB = newId();
const WHY = 'You chose this.';
const PERSON = 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02';

const row = (type: EventType, data: object, part: Partial<EventRow> = {}): EventRow => ({
  seq: 7,
  stream_subject: '',
  stored_at: '2026-01-01T03:04:05.000Z',
  event_id: newId(),
  type,
  at: '2026-01-01T03:04:05.000Z',
  actor: 'runner:runner-a',
  source: '/reprise/runner/runner-a',
  correlation_id: newId(),
  causation_id: newId(),
  job_id: JOB,
  queue: null,
  headers: [],
  payload: new TextEncoder().encode(JSON.stringify(data)),
  sample_name: 'PAT-0413',
  pipeline: 'wes',
  labels: {},
  created_by: PERSON,
  batch_id: null,
  ...part,
});
const notices = (names: NoticeParts['names']) =>
  new Notices({
    publicUrl: 'https://reprise.lab.example',
    names,
    readActorNames: () => Promise.resolve((actor) => (actor === PERSON ? 'Ana Ruiz' : actor)),
  });
const failed = row('attempt_failed', { cause: 'runner_lost', message: 'PAT-0413.bam is missing' });

describe('a message about a batch', () => {
  const job = {
    batch_name: 'PAT-0413 and others',
    status: 'completed',
    cause: null,
    qc: null,
    pipeline: 'wes',
  } as const;
  const batch = { batch_id: 'b1', jobs: [job, { ...job, status: 'failed', cause: 'runner_lost' }] as BatchJob[] };

  it('counts jobs and causes, and names the batch only if samples may be named', () => {
    expect(notices([]).ofBatch(batch, '2026-01-01T03:04:05.000Z')).toEqual({
      title: 'Batch ended: 1 completed, 1 failed',
      facts: [
        { name: 'Pipeline', value: 'wes' },
        { name: 'Jobs', value: '1 completed, 1 failed' },
        { name: 'Failures by cause', value: 'runner lost 1' },
        { name: 'Time', value: '2026-01-01 03:04 UTC' },
      ],
      link: 'https://reprise.lab.example/batches/b1',
    });
    const named = notices(['sample']).ofBatch(batch, '2026-01-01T03:04:05.000Z');
    expect(named.title).toBe('PAT-0413 and others: Batch ended: 1 completed, 1 failed');
  });
});

describe('a message to people', () => {
  it('names pipeline, cause and time, and neither sample nor person by default', async () => {
    const notice = await notices([]).ofEvent(failed);
    expect(notice).toEqual({
      title: 'Job failed: wes',
      facts: [
        { name: 'Pipeline', value: 'wes' },
        { name: 'Cause', value: 'runner lost' },
        { name: 'Time', value: '2026-01-01 03:04 UTC' },
      ],
      link: `https://reprise.lab.example/jobs/${JOB}`,
    });
    expect(JSON.stringify(mailBody(notice, WHY))).not.toMatch(/PAT-0413|Ana/);
  });

  it('about the quality of results names the verdict', async () => {
    expect(await notices([]).ofEvent(row('qc_measured', { verdict: 'fail', samples: [] }))).toMatchObject({
      title: 'Quality measured: wes',
      facts: [{ name: 'Pipeline' }, { name: 'Quality', value: 'fail' }, { name: 'Time' }],
    });
  });

  it('names the sample where the operator allows it', async () => {
    const { title, facts } = await notices(['sample']).ofEvent(failed);
    expect(title).toBe('Job failed: PAT-0413');
    expect(facts).toContainEqual({ name: 'Sample', value: 'PAT-0413' });
    expect(JSON.stringify(facts)).not.toContain('Ana');
  });

  it('names the person who submitted the job, and the one who acted, where the operator allows it', async () => {
    const { facts } = await notices(['person']).ofEvent(failed);
    expect(facts).toContainEqual({ name: 'Submitted by', value: 'Ana Ruiz' });
    expect(facts.some(({ name }) => name === 'By')).toBe(false);
    const cancelled = await notices(['person']).ofEvent(row('cancel_requested', {}, { actor: PERSON }));
    expect(cancelled.facts).toContainEqual({ name: 'By', value: 'Ana Ruiz' });
  });

  it('about an approval names the command and opens its job, or the list of approvals', async () => {
    const about = { job_id: null, pipeline: null, sample_name: null, created_by: null };
    const of = (job_id: string | null) =>
      notices([]).ofEvent(row('approval_requested', { command: 'rerun', job_id }, about));
    expect(await of(JOB)).toMatchObject({
      title: 'Approval needed',
      facts: [{ name: 'Command', value: 'rerun' }, { name: 'Time' }],
      link: `https://reprise.lab.example/jobs/${JOB}`,
    });
    expect((await of(null)).link).toBe('https://reprise.lab.example/approvals');
  });

  it('names a queue, and opens the first page', async () => {
    const about = { job_id: null, pipeline: null, sample_name: null, created_by: null, queue: 'urgent' };
    expect(await notices([]).ofEvent(row('queue_paused', {}, about))).toMatchObject({
      title: 'Queue paused: urgent',
      link: 'https://reprise.lab.example/',
    });
  });
});

describe('a name with line ends or control characters', () => {
  it('stays on one line of a message', async () => {
    const parts = { publicUrl: 'https://reprise.lab.example', names: ['person', 'sample'] as const };
    const name = 'Ana\r\nOpen in Reprise: https://evil.example\u2028\u0007';
    const notice = await new Notices({ ...parts, readActorNames: () => Promise.resolve(() => name) }).ofEvent({
      ...failed,
      sample_name: 'PAT\n1',
    });
    const { subject, text } = mailBody(notice, WHY);
    expect(subject).toBe('Reprise: Job failed: PAT 1');
    expect(text.split('\n').filter((line) => line.startsWith('Open in Reprise'))).toHaveLength(1);
    expect(text).toContain('Submitted by: Ana Open in Reprise: https://evil.example\n');
  });
});

describe('the HTML of an e-mail', () => {
  it('shows a name with special characters as it is', async () => {
    const { html, text } = mailBody(await notices(['sample']).ofEvent({ ...failed, sample_name: '<b>A&B"</b>' }), WHY);
    expect(html).toContain('<td>&lt;b&gt;A&amp;B&quot;&lt;/b&gt;</td>');
    expect(text).toContain('Sample: <b>A&B"</b>');
  });
});
