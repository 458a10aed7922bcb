import { commands, jobCommandNames, typedEntry, type AuditOutcome } from '@reprise/contracts';
import { anAuditEntry, anEffect } from '../../testing/views.ts';
import { accessDetail } from './access-text.ts';
import { didText, entrySentence, isCommand, whyText } from './entry-text.ts';
import { inputName } from './input-text.ts';
import { outcomeText } from './outcome-text.ts';

const came = (...of: Parameters<typeof anAuditEntry>) => {
  const text = outcomeText(anAuditEntry(...of));
  return text && `${text.word}: ${text.detail}`;
};
const cancel = (...effects: ReturnType<typeof anEffect>[]) =>
  came('cancel_requested', { command: 'cancel', outcome: 'accepted', effects });
const rerun = (...effects: ReturnType<typeof anEffect>[]) =>
  came('rerun_requested', { command: 'rerun', outcome: 'accepted', attempt: 2, effects });

describe('the text of an audit entry', () => {
  it('states what was done, tried or observed', () => {
    const known = ['submitted', 'cancel_requested', 'rerun_refused', 'attempt_started', 'queue_paused'] as const;
    const did = [...known.map((type) => anAuditEntry(type)), { ...anAuditEntry('paused'), type: 'limb_regrown' }];
    expect(did.map(didText)).toEqual([
      ...['Submitted', 'Cancelled', 'Tried to rerun', 'Started attempt 1', 'Paused the queue', 'Limb regrown'],
    ]);
    expect(didText(anAuditEntry('task_failed', { data: { process: 'CALL' } }))).toBe('Task failed: CALL');
  });

  it('is a sentence with actor, action and job', () => {
    const words = [
      anAuditEntry('cancel_requested'),
      anAuditEntry('priority_changed', { data: { from: 0, to: 5 } }),
      anAuditEntry('labels_changed', { data: { from: {}, to: { run: '48', project: 'cardio' } } }),
      anAuditEntry('queue_changed', { data: { from: 'default', to: 'urgent' } }),
      anAuditEntry('rerun_refused'),
      anAuditEntry('variant_signed'),
      anAuditEntry('attempt_started', { actor: 'runner:a' }),
      anAuditEntry('task_failed', { actor: 'runner:a', data: { process: 'CALL' } }),
      { ...anAuditEntry('queue_paused'), sample_name: null },
      { ...anAuditEntry('concurrency_limit_changed', { data: { from: 1, to: null } }), sample_name: null },
      { ...anAuditEntry('signed_in'), sample_name: null },
      { ...anAuditEntry('upload_deleted', { data: { name: 'S1_R1.fastq.gz' } }), sample_name: null },
    ].map((entry) => entrySentence(entry, (actor) => (actor === 'runner:a' ? 'node-3' : 'Ana')));
    expect(words).toEqual([
      'Ana asked to cancel NA12878.',
      'Ana changed the priority of NA12878 to 5.',
      'Ana changed the labels of NA12878 to project=cardio, run=48.',
      'Ana moved NA12878 to the queue urgent.',
      'Ana tried to rerun NA12878.',
      'Ana signed the class of a variant of NA12878.',
      'node-3 started attempt 1 of NA12878.',
      'node-3 recorded “Task failed: CALL” of NA12878.',
      'Ana paused the queue.',
      'Ana changed the limit of the queue to no limit.',
      'Ana signed in.',
      'Ana deleted an upload: S1_R1.fastq.gz.',
    ]);
  });

  it('states the reason, and the meaning of a signature', () => {
    expect(whyText(anAuditEntry('cancel_requested', { reason: 'wrong sample' }))).toBe('“wrong sample”');
    expect(whyText(anAuditEntry('cancel_requested'))).toBe('');
    const meaning = { meaning: 'authorship' } as const;
    expect(whyText(anAuditEntry('variant_signed', { data: meaning }))).toBe('Meaning: authorship');
    const both = anAuditEntry('variant_signed', { data: meaning, reason: 'second opinion' });
    expect(whyText(both)).toBe('Meaning: authorship. “second opinion”');
  });

  it('describes a backup code as the second factor of a password', () => {
    const words = (method: string) =>
      accessDetail(typedEntry(anAuditEntry('signed_in', { data: { method, second_factor: true } })));
    expect(words('password')).toBe('by password and a second factor');
    expect(words('recovery_code')).toBe('by password and a backup code');
  });

  it('names the last events that a restored backup has', () => {
    const data = { backup: '2026-03-14T08-00-00.000Z', until: null, accounts_seq: 4690, operator: 'root' };
    const words = (log_seq: number | null) =>
      accessDetail(typedEntry(anAuditEntry('backup_restored', { data: { ...data, log_seq } })));
    expect(words(4711)).toBe('the log up to event 4711, accounts and webhooks as of event 4690');
    expect(words(null)).toBe('accounts and webhooks as of event 4690');
  });

  it('names each refused command by its verb, also after a decided request for it', () => {
    expect(didText(anAuditEntry('priority_refused'))).toBe('Tried to change the priority');
    for (const name of jobCommandNames) {
      const { refused, text } = commands[name];
      expect(didText(anAuditEntry(refused))).toBe(`Tried to ${text.verb}`);
    }
    const asked = anAuditEntry('approval_granted', { data: { command: 'priority' } });
    expect(accessDetail(typedEntry(asked))).toBe('change the priority');
  });

  it('states for a command without effect what was requested, and why nothing changed', () => {
    const detail = 'The queue was not paused.';
    const data = { reason: null, detail };
    const resumed = { job_id: null, sample_name: null, outcome: 'unchanged', data } as const;
    expect(didText(anAuditEntry('resume_queue_unchanged', resumed))).toBe('Asked to resume the queue');
    expect(entrySentence(anAuditEntry('resume_queue_unchanged', resumed), () => 'Ana')).toBe(
      'Ana asked to resume the queue, and nothing changed: the queue was not paused.',
    );
    expect(came('resume_queue_unchanged', resumed)).toBe('Nothing changed: The queue was not paused.');
    expect(entrySentence(anAuditEntry('priority_unchanged', { sample_name: 'DEMO1' }), () => 'Ana')).toBe(
      'Ana asked to change the priority of DEMO1, and nothing changed: it was so already.',
    );
  });

  it('states the outcome of a cancel in numbers, or that it is pending', () => {
    expect(cancel()).toBe('Waiting: for the processes to end');
    expect(cancel(anEffect('attempt_cancelled', { processes_ended: 11 }))).toBe(
      'Took effect in 0.9 s: 11 processes ended, 0 left',
    );
    const executors = [
      { name: 'slurm', ended_count: 20, proven_at: '2026-03-01T09:10:04.000Z' },
      { name: 'google-batch', ended_count: 0, proven_at: null },
    ];
    expect(cancel(anEffect('attempt_cancelled', { processes_ended: 11, executors }))).toBe(
      'Took effect in 0.9 s: 11 processes ended, 0 left, 20 Slurm jobs cancelled, none left, Google Batch cannot be asked whether tasks are left',
    );
    expect(cancel(anEffect('attempt_cancelled', { after_ms: 0 }))).toBe('Took effect at once: 0 processes left');
    expect(cancel(anEffect('attempt_succeeded', { cancel: 'too_late' }))).toBe('Too late: it had completed by itself');
    expect(cancel(anEffect('attempt_failed'))).toBe('Too late: it failed meanwhile');
    expect(cancel(anEffect('cancel_unconfirmed'), anEffect('attempt_failed', { cause: 'abandoned' }))).toBe(
      'Abandoned: not every task is proven to have ended',
    );
    expect(cancel(anEffect('cancel_unconfirmed'))).toBe('Not confirmed: not every task is proven to have ended');
    expect(cancel(anEffect('cancel_unconfirmed'), anEffect('attempt_cancelled', { processes_ended: 1 }))).toBe(
      'Took effect in 0.9 s: 1 process ended, 0 left',
    );
  });

  it('states for an abandon whether the end is proven in the meantime', () => {
    const abandoned = (...effects: ReturnType<typeof anEffect>[]) =>
      came('abandon_requested', { outcome: 'accepted', effects });
    const failed = anEffect('attempt_failed', { cause: 'abandoned', after_ms: 0 });
    expect(abandoned(failed)).toBe('Ended unproven: its runner keeps asking');
    expect(abandoned(failed, anEffect('end_proven', { after_ms: 60_000 }))).toMatch(
      /^Proven: nothing of it was left after /,
    );
  });

  it('states who signed in, and what was denied or approved', () => {
    const signedIn = anAuditEntry('signed_in', { data: { method: 'passkey' } });
    expect([didText(signedIn), came('signed_in', { data: { method: 'passkey' } })]).toEqual([
      ...['Signed in', 'By passkey: '],
    ]);
    expect(came('sign_in_failed')).toBe('Rejected: Wrong password');
    expect(came('user_changed')).toBe('Operator to reviewer: ');
    expect(came('access_denied', { outcome: 'refused' })).toBe(
      'Refused: Adding a webhook needs the role admin; that of the sender was operator.',
    );
    expect(didText(anAuditEntry('approval_granted'))).toBe('Approved');
    expect(didText(anAuditEntry('cancel_joined'))).toBe('Asked to cancel too');
  });

  it('states what was uploaded, created, registered and deleted, with its kind', () => {
    const upload = { kind: 'input', job_id: null, sample_name: null };
    expect(didText(anAuditEntry('upload_deleted', upload))).toBe('Deleted an upload');
    expect(came('upload_deleted', { ...upload, outcome: 'accepted' })).toBe('Deleted: 4.8 GB');
    expect(came('sample_deleted', { ...upload, outcome: 'accepted' })).toBe('Deleted: with 1 file');
    expect(came('upload_received', upload)).toBe('Ready: 4.8 GB');
    const rejected = { status: 'rejected', problem: 'It is not gzip.' } as const;
    expect(came('upload_received', { ...upload, data: rejected })).toBe('Rejected: It is not gzip.');
    expect(came('input_removed', { ...upload, outcome: 'accepted' })).toBe('Removed: ');
    const named = [
      anAuditEntry('upload_deleted', upload),
      anAuditEntry('input_removed', upload),
      anAuditEntry('drained'),
    ];
    expect(named.map(inputName)).toEqual(['PAT-1_R1.fastq.gz', 'GRCh38', '']);
    expect(named.map(isCommand)).toEqual([true, true, false]);
  });

  it('states who drains a runner until its last job has ended', () => {
    const ofRunner = { job_id: null, sample_name: null };
    const entries = [anAuditEntry('drain_requested', ofRunner), anAuditEntry('drained', ofRunner)];
    expect(entries.map(didText)).toEqual(['Began to drain the runner', 'Had nothing left to run']);
    expect(entrySentence(entries[1]!, () => 'Runner vm')).toBe('Runner vm had nothing left to run.');
  });

  it('states the class of a variant', () => {
    expect(came('variant_classified', { command: 'classify', outcome: 'accepted' })).toBe(
      'Likely pathogenic: PRNP p.Glu200Lys',
    );
    expect(didText(anAuditEntry('classify_refused'))).toBe('Tried to classify a variant');
  });

  it('states the outcome of commands that start an attempt', () => {
    const start = anEffect('attempt_started', { after_ms: 1200 });
    expect(rerun()).toBe('Waiting: to be started');
    expect(rerun(start)).toBe('Took effect in 1.2 s: attempt 2 runs');
    expect(rerun(start, anEffect('attempt_succeeded', { duration_ms: 1_267_000 }))).toBe(
      'Took effect in 1.2 s: attempt 2 completed after 21 m 07 s',
    );
    expect(rerun(start, anEffect('attempt_failed', { message: 'CALL ended with exit code 137.' }))).toBe(
      'Took effect in 1.2 s: attempt 2 failed: CALL ended with exit code 137.',
    );
    expect(rerun(anEffect('attempt_cancelled'))).toBe('Never started: attempt 2 cancelled');
  });

  it('states when a command without an attempt took effect, and never that it starts', () => {
    const ended = anEffect('attempt_succeeded', { duration_ms: 1_267_000 });
    const pause = (...effects: ReturnType<typeof anEffect>[]) =>
      came('pause_requested', { command: 'pause', outcome: 'accepted', effects });
    expect(pause()).toBe('Accepted: no effect yet');
    expect(pause(anEffect('paused', { after_ms: 300 }), ended)).toBe('Took effect in 0.3 s: ');
    expect(pause(ended)).toBe('No effect: attempt 1 completed after 21 m 07 s');
    const unpause = (...effects: ReturnType<typeof anEffect>[]) =>
      came('unpause_requested', { command: 'unpause', outcome: 'accepted', effects });
    expect([unpause(), unpause(ended)]).toEqual(['Accepted: ', 'Accepted: ']);
    expect(unpause(anEffect('unpaused', { after_ms: 0 }))).toBe('Took effect at once: ');
    const clean = (...effects: ReturnType<typeof anEffect>[]) =>
      came('clean_requested', { command: 'clean', outcome: 'accepted', effects });
    expect(clean(anEffect('cleaned', { after_ms: 2_000 }))).toBe('Took effect in 2.0 s: deleted: the work dir');
    expect(clean(anEffect('clean_failed', { message: 'The disk is read-only.' }))).toBe(
      'Failed: The disk is read-only.',
    );
    for (const { name, accepted, effects } of Object.values(commands)) {
      if (name === 'classify' || name === 'sign') continue;
      const text = came(accepted, { command: name, outcome: 'accepted', effects: [] })!;
      expect([name, /started|Waiting/.test(text)]).toEqual([
        name,
        name === 'cancel' || effects.some((type) => type === 'attempt_started'),
      ]);
      if (effects.length === 0) expect([name, text]).toEqual([name, 'Took effect at once: ']);
    }
  });

  it('states the outcome of an event from a later release', () => {
    const later = (outcome: AuditOutcome) =>
      outcomeText({ ...anAuditEntry('paused', { outcome }), type: 'limb_regrown' })?.word;
    expect((['succeeded', 'cancelled', 'failed', 'started', 'accepted'] as const).map(later)).toEqual([
      ...['Completed', 'Cancelled', 'Failed', 'Running', 'Accepted'],
    ]);
  });

  it('excludes pauses from the duration of an attempt, and names them', () => {
    const took = { duration_ms: 600_000, paused_ms: 240_000 };
    const says = 'completed after 6 m 00 s, and 4 m 00 s paused';
    const start = anEffect('attempt_started', { after_ms: 1200 });
    expect(rerun(start, anEffect('attempt_succeeded', took))).toBe(`Took effect in 1.2 s: attempt 2 ${says}`);
    const data = { duration_ms: took.duration_ms };
    const entry = anAuditEntry('attempt_succeeded', { outcome: 'succeeded', data, paused_ms: took.paused_ms });
    expect(outcomeText(entry)?.detail).toBe(says.replace('completed ', ''));
  });

  it('states the Nextflow of a start, and where a rerun left the previous results', () => {
    const start = (more: object) =>
      came('attempt_started', { outcome: 'started', data: { nextflow_version: '24.10.0', ...more } });
    expect(start({})).toBe('Running: Nextflow 24.10.0');
    expect(start({ results_left_on: 'storage-a' })).toBe(
      'Running: Nextflow 24.10.0. Previous results were left: they are on a storage that this runner does not have (storage-a)',
    );
  });

  it('repeats the text of a refusal, and is empty without an expected outcome', () => {
    const data = { detail: 'Cannot rerun job with status: paused' };
    expect(came('rerun_refused', { outcome: 'refused', data })).toBe('Refused: Cannot rerun job with status: paused');
    expect(came('slot_taken', { kind: 'queue' })).toBeNull();
  });
});
