import {
  commands,
  jobCommandNames,
  typedEntry,
  type DataOf,
  type TaskType,
  type TypedHistoryEntry,
} from '@reprise/contracts';
import { provenText } from '@reprise/contracts/executor-text';
import { clockTime } from '../../../shared/format.ts';
import { anEntry, at } from '../../../testing/views.ts';
import { joinedText } from './trail-item.ts';
import { trailOf } from './trail.ts';

const itemsOf = (history: TypedHistoryEntry[]) =>
  trailOf(history).flatMap(({ items }) =>
    items.map(({ person, text, quote, effects, events }) => ({
      says: joinedText(text),
      ...(person ? { person } : {}),
      ...(quote ? { quote } : {}),
      ...(effects.length ? { effects: effects.map((effect) => effect.text) } : {}),
      events: events.length,
    })),
  );
type TaskVerb<T = TaskType> = T extends `task_${infer V}` ? V : never;
const task = <V extends TaskVerb>(verb: V, step: string, hash: string, data: Partial<DataOf<`task_${V}`>> = {}) =>
  anEntry(`task_${verb}`, { data: { step, process: step, hash, ...data } });
const output = { kind: 'bam', path: '/out/S1.bam', bytes: 1, sha256: 'ab' };
const meyer = { actor: 'a.meyer' };

describe('the audit trail', () => {
  it('shows the submitter, the reason, and the start', () => {
    const start = anEntry('submitted', { ...meyer, reason: 'Trio 88' });
    const claimed = anEntry('attempt_claimed', { at: start.at, data: { runner_id: 'runner-a' } });
    const started = anEntry('attempt_started', { at: start.at, data: { nextflow_version: '24.10.0' } });
    const inputs = anEntry('inputs_observed', {
      data: {
        inputs: [{ path: '/in/S1.fastq', bytes: 1, sha256: 'ab', read_at: null, problem: null }],
        complete: true,
      },
    });
    expect(itemsOf([start, claimed, started, anEntry('plan_observed'), inputs])).toEqual([
      {
        says: 'a.meyer submitted this',
        person: 'a.meyer',
        quote: 'Trio 88',
        effects: [
          'runner-a took it after 0 s',
          'Nextflow 24.10.0 started after 0 s',
          '1 input file looked at, checksums kept',
        ],
        events: 5,
      },
    ]);
  });

  it('shows no checksum for a missing input, and marks it', () => {
    const read = { path: '/in/S1.fastq', bytes: 1, sha256: 'ab', read_at: null, problem: null };
    const gone = { path: '/in/A.dat', bytes: null, sha256: null, read_at: null, problem: 'vanished' as const };
    const effectsOf = (inputs: DataOf<'inputs_observed'>['inputs'], complete = true) =>
      itemsOf([anEntry('submitted', meyer), anEntry('inputs_observed', { data: { inputs, complete } })])[0]?.effects;
    expect(effectsOf([gone])).toEqual([
      '1 input file looked at, no checksum kept',
      'No checksum of /in/A.dat, which was gone',
    ]);
    expect(effectsOf([gone, { ...gone, path: '/in/B.dat' }, read], false)).toEqual([
      '3 input files looked at, 1 checksum kept; others were not',
      'No checksum of 2 input files, such as /in/A.dat, which was gone',
    ]);
  });

  it('shows no checksums for inputs whose list is in a file', () => {
    const inputs_manifest = { path: '/data/inputs.json', sha256: 'ab', count: 9000 };
    const inputs = anEntry('inputs_observed', { data: { inputs: [], inputs_manifest, complete: true } });
    expect(itemsOf([anEntry('submitted', meyer), inputs])[0]?.effects).toEqual(['9,000 input files looked at']);
  });

  it('shows that another revision ran than was submitted', () => {
    const submitted = anEntry('submitted', { data: { pipeline_revision: '5d5a169a00' } });
    const started = (pipeline_revision: string) => anEntry('attempt_started', { data: { pipeline_revision } });
    const text = 'The pipeline changed after the job was submitted: revision 5d5a169a was submitted, 1b75885f ran.';
    expect(itemsOf([submitted, started('1b75885f00')])[0]?.effects).toContain(text);
    expect(itemsOf([submitted, started('5d5a169a00')])[0]?.effects).toHaveLength(1);
  });

  it("distinguishes a clean of a rerun's leftovers from one of the latest run", () => {
    const data = { what: 'all', rule: null } as const;
    const left = anEntry('clean_requested', { ...meyer, data: { ...data, storage_id: 's' } });
    const latest = anEntry('clean_requested', { ...meyer, data });
    expect(itemsOf([left, latest]).map(({ says }) => says)).toEqual([
      'a.meyer asked to clean this',
      'a.meyer asked to delete files that a rerun left on another runner',
    ]);
  });

  it('shows denied requests, approvals and rejections with the person', () => {
    const denied = anEntry('access_denied', {
      ...meyer,
      data: { detail: 'Cancelling a job needs the role operator.' },
    });
    const approved = anEntry('approval_granted', { actor: 'b.weiss', reason: 'agreed' });
    expect(itemsOf([denied, approved])).toEqual([
      { says: 'b.weiss approved the request to rerun this', person: 'b.weiss', quote: 'agreed', events: 1 },
      {
        says: 'a.meyer was denied a request',
        person: 'a.meyer',
        events: 1,
        effects: ['Cancelling a job needs the role operator.'],
      },
    ]);
  });

  it('shows that a second person also requested the cancel', () => {
    const joined = anEntry('cancel_joined', { actor: 'b.weiss', reason: 'wrong reference' });
    expect(itemsOf([joined])).toEqual([
      { says: 'b.weiss asked to cancel this too', person: 'b.weiss', quote: 'wrong reference', events: 1 },
    ]);
  });

  it('shows who gave which class to which variant, and why', () => {
    expect(itemsOf([anEntry('variant_classified', { ...meyer, reason: 'new study' })])).toEqual([
      {
        says: 'a.meyer classified PRNP p.Glu200Lys as likely pathogenic',
        person: 'a.meyer',
        quote: 'new study',
        events: 1,
      },
    ]);
  });

  it('groups the tasks of a step as one entry at the last of them, newest first', () => {
    const history = [
      task('started', 'Read quality', 'L1'),
      task('started', 'Align reads', 'L1'),
      task('completed', 'Read quality', 'L1'),
      task('completed', 'Read quality', 'L2'),
      task('failed', 'Align reads', 'L1', { exit_code: 137 }),
      task('started', 'Align reads', 'L2'),
    ];
    expect(itemsOf(history)).toEqual([
      { says: 'Align reads: 1 task failed with exit 137, 1 started', events: 3 },
      { says: 'Read quality: 2 tasks finished', events: 3 },
    ]);
  });

  it('shows a step with one task without a count', () => {
    expect(itemsOf([task('started', 'Index', 'L1')])[0]?.says).toBe('Index started');
    expect(itemsOf([task('started', 'Index', 'L1'), task('completed', 'Index', 'L1')])[0]?.says).toBe('Index finished');
  });

  it('shows the tries of a repeated step', () => {
    const tries = [
      task('retried', 'Align reads', 'L1', { exit_code: 137 }),
      task('started', 'Align reads', 'L1-again'),
    ];
    const effects = ['1 try failed with exit 137 and was repeated'];
    expect(itemsOf(tries)).toEqual([{ says: 'Align reads started', effects, events: 2 }]);
    expect(itemsOf(tries.slice(0, 1))[0]?.says).toBe('Align reads is tried again');
  });

  it('marks tasks that were recorded late as ended before', () => {
    const ended = (name: string, seconds: number) =>
      ({ ...task('completed', 'Index', name, { completed_at: at(0) }), at: at(seconds) }) as TypedHistoryEntry;
    expect(itemsOf([ended('L1', 9)])[0]?.effects).toBeUndefined();
    expect(itemsOf([ended('L1', 31)])[0]?.effects).toEqual(['It ended 31 s before this was recorded']);
    expect(itemsOf([ended('L1', 1), ended('L2', 90)])[0]?.effects).toEqual([
      'The last of them ended 1 m 30 s before this was recorded',
    ]);
  });

  it('shows the time at which a step finished, not at which it started', () => {
    const [started, cancelled] = [task('started', 'Index', 'L1'), anEntry('cancel_requested', meyer)];
    const finished = task('completed', 'Index', 'L1');
    const [first] = trailOf([started, cancelled, finished])[0]!.items;
    expect([joinedText(first!.text), first!.moment.at]).toEqual(['Index finished', finished.at]);
  });

  it('keeps the order of the log with a note if a clock contradicts it', () => {
    const before = anEntry('paused', { at: '2026-11-26T12:00:10.000Z' });
    const after = anEntry('unpaused', { at: '2026-11-26T12:00:07.000Z' });
    expect(itemsOf([before, after]).map(({ says, effects }) => [says, effects])).toEqual([
      ['The job continues', ['Recorded after the entry below, although its clock said 3 s earlier']],
      [expect.stringContaining('The job is paused'), undefined],
    ]);
  });

  it('shows no task of an ended attempt as started', () => {
    const history = [task('started', 'Align reads', 'L1'), anEntry('attempt_failed', { data: { message: 'lost' } })];
    expect(itemsOf(history)[1]?.says).toBe('Align reads did not end');
  });

  it('does not claim that a lost runner left no process', () => {
    const data = { message: 'Its runner was lost.', cause: 'runner_lost', processes_ended: 0 } as const;
    expect(itemsOf([anEntry('attempt_failed', { data })])[0]?.effects).toEqual([
      'Whether its processes ended is not known',
    ]);
  });

  it('shows that a job was abandoned, what is not proven, and when nothing of it was left', () => {
    const slurm = { name: 'slurm', message: 'Slurm does not answer: it is down', left_count: null };
    const unproven = [{ ...slurm, left: [{ native_id: '812', state: 'submitted' }] }];
    const ended = {
      name: 'slurm',
      ended: ['812'],
      ended_count: 1,
      asked_at: '2026-03-14T09:20:01.250Z',
      proven_at: '2026-03-14T09:20:03.250Z',
    };
    const history = [
      anEntry('abandon_requested', { ...meyer, reason: 'switched off' }),
      anEntry('attempt_failed', { data: { cause: 'abandoned', message: 'Given up', unproven } }),
      anEntry('end_proven', { data: { attempt: 1, executors: [ended] } }),
    ];
    expect(itemsOf(history)).toEqual([
      {
        says: 'Nothing of it is left: it can be resumed, rerun and cleaned again',
        effects: [`1 Slurm job cancelled, none left: 812${provenText(ended, clockTime)}`],
        events: 1,
      },
      {
        says: 'The job ended as failed: that its tasks have ended is not proven',
        effects: ['Slurm does not answer: it is down', 'Last seen alive: 812 (submitted)'],
        events: 1,
      },
      { says: 'a.meyer abandoned this', person: 'a.meyer', quote: 'switched off', events: 1 },
    ]);
  });

  it('states what is lost with a work dir, and nothing for a completed attempt, which has no resume', () => {
    const lost = (before: 'attempt_failed' | 'attempt_succeeded', resume_possible: boolean) =>
      itemsOf([anEntry(before), anEntry('cleaned', { data: { bytes: 1000, resume_possible } })])[0]?.effects;
    expect(lost('attempt_failed', false)).toEqual(['A resume or restart from a step is no longer possible']);
    expect(lost('attempt_succeeded', false)).toEqual(['A restart from a step is no longer possible']);
    expect(lost('attempt_succeeded', true)).toBeUndefined();
  });

  it('explains why tasks ran again although earlier ones had succeeded', () => {
    const change = { kind: 'file' as const, name: 'a.fq', from: '/in/a.fq', to: '/in/a.fq', made_by: null };
    const history = [
      task('submitted', 'Align reads', 'L1'),
      task('cache_missed', 'Align reads', 'L1', { cache_miss: { attempt: 1, hash: 'aa/000000', changes: [change] } }),
      task('completed', 'Align reads', 'L1'),
      task('cached', 'Align reads', 'L2'),
    ];
    expect(itemsOf(history)).toEqual([
      {
        says: 'Align reads: 1 task finished, 1 taken from before',
        effects: ['Ran again: a.fq changed'],
        events: 4,
      },
    ]);
  });

  it('shows where a pipeline continued although a task failed', () => {
    const failed = task('failed', 'Optional', 'L1', { exit_code: 7, error_action: 'IGNORE' });
    expect(itemsOf([failed])[0]?.says).toBe('Optional failed with exit 7, and the pipeline continues');
  });

  it('contains a refused command with its message', () => {
    const refused = anEntry('rerun_refused', {
      actor: 'j.okafor',
      reason: 'Wrong kit?',
      data: { detail: 'Cannot rerun job with status: running' },
    });
    expect(itemsOf([refused])).toEqual([
      {
        says: 'j.okafor tried to rerun this',
        person: 'j.okafor',
        quote: 'Wrong kit?',
        effects: ['Refused: Cannot rerun job with status: running'],
        events: 1,
      },
    ]);
  });

  it.each([
    ['attempt_cancelled', 'cancelled'],
    ['attempt_failed', 'failed'],
  ] as const)('states in a refusal how the job had ended: after %s, %s', (ending, word) => {
    const refused = { data: { detail: 'Cannot cancel job with status: failed' } };
    const [last] = itemsOf([anEntry(ending), anEntry('cancel_refused', refused)]);
    expect(last?.effects).toEqual([`Refused: Cannot cancel job with status: ${word}`]);
  });

  it('contains a command without effect with the reason', () => {
    const data = { attempt: 1, reason: 'again', detail: 'The job was being paused already.' };
    expect(itemsOf([anEntry('pause_unchanged', { ...meyer, data })])[0]).toMatchObject({
      says: 'a.meyer asked to pause this',
      effects: ['Nothing changed: The job was being paused already.'],
    });
  });

  it('names each refused command by its verb', () => {
    for (const name of jobCommandNames) {
      const { refused, text } = commands[name];
      expect(itemsOf([anEntry(refused)])[0]?.says).toContain(` tried to ${text.verb} `);
    }
    expect(itemsOf([anEntry('priority_refused', meyer)])[0]?.says).toBe('a.meyer tried to change the priority of this');
    const asked = anEntry('approval_requested', { ...meyer, data: { command: 'classify' } });
    expect(itemsOf([asked])[0]?.says).toBe('a.meyer asked for approval to classify a variant of this');
  });

  it('shows a cancel below the stops it caused, and its end with the processes and the time they took', () => {
    const started = task('started', 'Align reads', 'L1');
    const asked = anEntry('cancel_requested', { ...meyer, reason: 'Wrong sample' });
    const stopped = task('aborted', 'Align reads', 'L1');
    const ended = anEntry('attempt_cancelled', {
      at: new Date(Date.parse(asked.at) + 2_100).toISOString(),
      data: { processes_ended: 14, survivors: 0 },
    });
    const cancel = { person: 'a.meyer', quote: 'Wrong sample' };
    expect(itemsOf([asked])).toEqual([{ ...cancel, says: 'a.meyer asked to cancel this', events: 1 }]);
    expect(itemsOf([started, asked, stopped, ended])).toEqual([
      { says: 'The job was cancelled', effects: ['14 processes ended, 0 left, 2.1 s after the cancel'], events: 1 },
      { says: 'Align reads stopped', events: 2 },
      { ...cancel, says: 'a.meyer asked to cancel this', events: 1 },
    ]);
  });

  it("shows with a cancel which files the pipeline's policy deletes", () => {
    const clean = { what: 'partial_outputs', keep_results: false, rule: 'on_cancel of wes' } as const;
    const asked = anEntry('cancel_requested', meyer);
    const ended = anEntry('attempt_cancelled', { data: { processes_ended: 0, clean } });
    expect(itemsOf([asked, ended])[0]?.effects?.at(-1)).toBe(
      'Deleted next, by on_cancel of wes: partial results and unfinished tasks',
    );
  });

  it('shows with an ending which cluster jobs were ended, and which executors are unknown', () => {
    const asked_at = '2026-11-26T12:00:00.000Z';
    const of = (name: string, ended_count: number, proven_at: string | null) => ({
      name,
      ended: ['812', '813'].slice(0, ended_count),
      ended_count,
      asked_at,
      proven_at,
    });
    const proven_at = '2026-11-26T12:00:03.000Z';
    const between = ` (asked at ${clockTime(asked_at)}, confirmed at ${clockTime(proven_at)})`;
    const executors = [of('slurm', 2, proven_at), of('slurm', 0, proven_at), of('google-batch', 0, null)];
    const asked = anEntry('cancel_requested', meyer);
    const ended = anEntry('attempt_cancelled', { data: { processes_ended: 0, executors } });
    expect(itemsOf([asked, ended])[0]?.effects?.slice(1)).toEqual([
      `2 Slurm jobs cancelled, none left: 812, 813${between}`,
      `No Slurm job left${between}`,
      'Whether tasks are left on Google Batch is not known: it cannot be asked',
    ]);
  });

  it('shows that the end of a cancelled job is not proven, and why', () => {
    const message = 'Slurm does not answer: squeue did not answer in 10 s';
    const executors = [{ name: 'slurm', message, left: [], left_count: null }];
    const asked = anEntry('cancel_requested', meyer);
    const unconfirmed = anEntry('cancel_unconfirmed', { data: { pids: [], executors } });
    expect(itemsOf([asked, unconfirmed])[0]).toMatchObject({
      says: 'Not every task is proven to have ended',
      effects: [message],
    });
  });

  it('gives for each entry the event after which the job is in that state', () => {
    const history = [
      anEntry('submitted', meyer),
      anEntry('attempt_claimed'),
      task('started', 'A', 'L1'),
      task('completed', 'A', 'L1'),
    ];
    const [run, start] = trailOf(history)[0]!.items;
    expect([run!.moment.seq, start!.moment.seq]).toEqual([history[3]!.seq, history[0]!.seq]);
  });

  it('shows where a cancel came too late', () => {
    const ending = anEntry('attempt_succeeded', {
      data: { cancel: 'too_late', duration_ms: 72_000, outputs: [output, output] },
    });
    expect(itemsOf([ending])[0]).toMatchObject({
      says: 'The job completed after 1 m 12 s',
      effects: ['The cancel came too late: it had already ended', '2 result files, checksums kept'],
    });
  });

  it('excludes pauses from the time to completion, and names them', () => {
    const history = [
      anEntry('paused', { at: '2026-11-26T12:00:10.000Z', data: { mode: 'freeze' } }),
      anEntry('unpaused', { at: '2026-11-26T12:04:10.000Z' }),
      anEntry('attempt_succeeded', { at: '2026-11-26T12:10:00.000Z', data: { duration_ms: 600_000, outputs: [] } }),
    ];
    expect(itemsOf(history)[0]?.says).toBe('The job completed after 6 m 00 s, and 4 m 00 s paused');
  });

  it('counts all results, also those that are only in a manifest', () => {
    const data = {
      duration_ms: 72_000,
      outputs: [output, output],
      outputs_manifest: { path: '/m', sha256: 'ab', count: 9000 },
    };
    expect(itemsOf([anEntry('attempt_succeeded', { data })])[0]).toMatchObject({
      effects: ['9,000 result files, checksums kept'],
    });
  });

  it('states where a rerun left the previous results, if it did', () => {
    const asked = anEntry('rerun_requested', { ...meyer, attempt: 2, data: { revision: undefined } });
    const data = { nextflow_version: '24.10.0', results_left_on: 'storage-a' };
    const started = anEntry('attempt_started', { attempt: 2, at: asked.at, data });
    expect(itemsOf([asked, started])[0]?.effects).toEqual([
      'Nextflow 24.10.0 started after 0 s',
      'Previous results were left: they are on a storage that this runner does not have (storage-a)',
    ]);
  });

  it('names results that were not read, and why', () => {
    const effects = (skipped: object) =>
      itemsOf([anEntry('attempt_succeeded', { data: { duration_ms: 1000, outputs: [], ...skipped } })])[0]?.effects;
    const outputs_skipped = [{ path: '/out/S1.bam', reason: 'EACCES: permission denied' }];
    const first = '/out/S1.bam (EACCES: permission denied)';
    expect(effects({ outputs_skipped })).toEqual([
      'No file was recorded as a result',
      `1 result was not read: ${first}`,
    ]);
    expect(effects({ outputs_skipped, outputs_skipped_count: 2000 })?.[1]).toBe(
      `2,000 results were not read, the first: ${first}`,
    );
  });

  it('shows what a run left undone despite its success, and that its Nextflow hung', () => {
    const message = "Nextflow's cache has none of its 2 tasks: a resume or restart runs them again.";
    const data = { duration_ms: 1000, outputs: [], warnings: [{ about: 'cache' as const, message }] };
    expect(itemsOf([anEntry('attempt_succeeded', { data })])[0]?.effects).toEqual([
      'No file was recorded as a result',
      message,
    ]);
    const hung = anEntry('hang_observed', { data: { after: 'tasks', cause: null } });
    expect(itemsOf([anEntry('submitted'), hung])[0]?.effects).toEqual([
      'It hung: all its tasks had ended, and Nextflow did not end',
    ]);
    const other = anEntry('nextflow_observed', { data: { nextflow_version: '25.04.4' } });
    expect(itemsOf([anEntry('submitted'), other])[0]?.effects).toEqual([
      'Nextflow 25.04.4 ran it, though its launcher named another version',
    ]);
  });

  it('starts a chapter for each attempt', () => {
    const history = [
      anEntry('submitted', meyer),
      anEntry('attempt_failed', { data: { message: 'ALIGN failed' } }),
      anEntry('resume_requested', { ...meyer, attempt: 2 }),
      anEntry('session_observed', { attempt: 2, data: { session_id: '7d1e2b1c-b09c' } }),
    ];
    const chapters = trailOf(history);
    expect(chapters.map(({ attempt, items }) => [attempt, items.length])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(chapters[0]?.items[0]?.effects[0]?.text).toBe('Same session 7d1e2b1c');
  });

  it("shows a pause and its end as the job's, not as an action of the runner", () => {
    const runner = { actor: 'runner:a' };
    const history = [
      anEntry('pause_requested', { ...meyer, data: { mode: 'drain' } }),
      anEntry('paused', { ...runner, data: { mode: 'drain' } }),
      anEntry('paused', { ...runner, data: { mode: 'freeze' } }),
      anEntry('unpaused', runner),
    ];
    expect(itemsOf(history)).toEqual([
      { says: 'The job continues', events: 1 },
      { says: 'The job is paused: no process of it runs', events: 1 },
      { says: 'The job is paused: no new task starts', events: 1 },
      { says: 'a.meyer asked to pause this', person: 'a.meyer', events: 1 },
    ]);
  });

  it('shows an unknown event by its type', () => {
    const unknown = { ...anEntry('submitted', meyer), type: 'job_archived' };
    expect(itemsOf([typedEntry(unknown)])[0]?.says).toBe('a.meyer job archived');
    const later = typedEntry({ ...anEntry('attempt_succeeded'), data: { outputs: 'in a manifest' } });
    expect(itemsOf([later])[0]?.says).toBe('runner-a attempt succeeded');
  });
});
