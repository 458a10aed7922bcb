import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { jest } from '@jest/globals';
import type { CheckBody, JobView, SessionView } from '@reprise/contracts';
import { NEVER, Subject, type Observable } from 'rxjs';
import { AuditApi } from '../../core/api/audit-api.ts';
import { SessionApi } from '../../core/api/session-api.ts';
import { Api } from '../../core/api/api.ts';
import { Health } from '../../shared/health/health.ts';
import { Live, type LiveEvent } from '../../core/live/live.ts';
import { ProblemError } from '../../core/problem.ts';
import { Sheets } from '../../core/sheets.ts';
import { settled } from '../../testing/settled.ts';
import { aCancelledJob, aFailure, aJob, anAttempt, anAuditEntry, aPipeline, JOB_ID } from '../../testing/views.ts';
import { NewJobPage } from './new-job-page.ts';

const COMPILED = { compiled: [], compiling: false };

describe('the page of a new job', () => {
  /** Opens the page with the server's responses. */
  const opened = async (given: {
    broken?: object[];
    queues?: object[];
    runners?: object[];
    pending?: number;
    pipelines?: object[];
    /** Pipelines that are read later. */
    pipelinesLater?: object[];
    address?: Record<string, string>;
    job?: JobView;
    attempts?: object[];
    readJob?: Api['job'];
    check?: (body: CheckBody) => void;
    submit?: Api['submit'];
    cancels?: object[];
    approvals?: string[];
    denied?: SessionView['denied_commands'];
    events?: Observable<LiveEvent>;
    compilations?: object[];
  }) => {
    const { job, check, submit, cancels = [], approvals = [], compilations = [], events = NEVER } = given;
    const readJob = given.readJob ?? (() => Promise.resolve(job));
    const {
      denied = {},
      broken = [],
      queues = [],
      runners = null,
      pending = 0,
      pipelines = [aPipeline()],
      address = {},
    } = given;
    const readings = [pipelines];
    const api = {
      pipelines: () =>
        Promise.resolve({ items: readings.shift() ?? given.pipelinesLater ?? pipelines, next_cursor: null, broken }),
      queues: () => Promise.resolve({ items: queues, next_cursor: null }),
      job: readJob,
      submit,
      attempts: () => Promise.resolve({ items: given.attempts ?? [] }),
      check: (body: CheckBody) => {
        check?.(body);
        return Promise.resolve({ errors: [], warnings: [], ...(compilations.shift() ?? COMPILED) });
      },
    };
    const session = {
      session: () =>
        Promise.resolve({ actor: 'admin', reason_required: [], denied_commands: denied, denied_routes: {}, approvals }),
    };
    const audit = {
      entries: () => Promise.resolve({ items: cancels, next_cursor: null }),
    };
    const live = { follow: () => undefined, events, state: signal('open'), openings: signal(1) };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: Api, useValue: api },
        { provide: AuditApi, useValue: audit },
        { provide: SessionApi, useValue: session },
        { provide: Health, useValue: { runners: signal(runners), summary: signal({ pending }) } },
        { provide: Live, useValue: live },
      ],
    });
    const fixture = TestBed.createComponent(NewJobPage);
    for (const [name, value] of Object.entries(address)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  };
  const words = (element: Element | null) => element?.textContent.replaceAll(/\s+/g, ' ').trim();

  it('names a pipeline that could not be loaded, with place and reason, and offers the others', async () => {
    const page = await opened({
      broken: [{ file: 'wes/pipeline.yml', field: 'steps.0.title', reason: 'must be a text' }],
    });
    expect(words(page.querySelector('.note.warnb'))).toBe(
      'A pipeline was not loaded. wes/pipeline.yml, steps.0.title: must be a text',
    );
    expect(words(page.querySelector('.opt'))).toContain('Whole exome');
  });

  it('shows who cancelled an edited job and why, and not that it failed', async () => {
    const cancels = [
      anAuditEntry('cancel_refused', { attempt: 2 }),
      anAuditEntry('cancel_requested', { actor: 'svc-lims', attempt: 2, reason: 'wrong sample' }),
      anAuditEntry('cancel_requested', { actor: 'svc-other', attempt: 1 }),
    ];
    const job = aCancelledJob({ attempt: 2 });
    const note = words((await opened({ address: { rerun: JOB_ID }, job, cancels })).querySelector('.note.info'));
    expect(note).toContain('Attempt 2 was cancelled by svc-lims: “wrong sample”');
    expect(note).not.toContain('failed');
  });

  it('submits nothing, with the reason, for a person whose role was lowered', async () => {
    const submit = jest.fn<Api['submit']>();
    const page = await opened({ submit, denied: { submit: 'Viewers may not submit jobs.' } });
    expect(words(page.querySelector('aside .note.warnb'))).toBe('Viewers may not submit jobs.');
    expect(page.querySelector('button[type=submit]')?.getAttribute('aria-disabled')).toBe('true');
    page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await settled();
    expect(submit).not.toHaveBeenCalled();
  });

  it.each([
    ['pipeline', 'there is none named wes; there are: flaky'],
    ['params.kit', 'is required'],
  ])(
    'states once what is wrong with a %s that the form does not show, and that it may be old',
    async (field, message) => {
      const refusal = new ProblemError(422, `${field}: ${message}`, [{ field, message }]);
      const page = await opened({
        submit: () => Promise.reject(refusal),
        address: { sample: 'PAT-1', folder: '/uploads/PAT-1' },
      });
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await settled();
      expect(words(page.querySelector('rp-error-note'))).toBe(
        `${field}: ${message}. The pipeline may have changed since this page was opened. Reload the page.`,
      );
    },
  );

  it('shows a default that changed while the form was open before the job is submitted', async () => {
    const depth = (value: number) => ({ type: 'object', properties: { depth: { type: 'integer', default: value } } });
    const submit = jest.fn<Api['submit']>(() => new Promise(() => undefined));
    const page = await opened({
      submit,
      pipelines: [aPipeline({ revision: 'a', schema: depth(9) })],
      pipelinesLater: [aPipeline({ revision: 'b', schema: depth(3) })],
      address: { sample: 'PAT-1', folder: '/uploads/PAT-1' },
    });
    const send = async () => {
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await settled();
    };
    await send();
    expect(submit).not.toHaveBeenCalled();
    expect(words(page.querySelector('rp-error-note'))).toContain('The pipeline changed since this form was opened.');
    expect(page.textContent).toContain('runs with 3');
    await send();
    expect(submit).toHaveBeenCalledTimes(1);
  });

  it('shows why an edited job failed', async () => {
    const job = aJob({ status: 'failed', failure: aFailure({ message: 'ALIGN ended with exit code 1.' }) });
    const page = await opened({ address: { rerun: JOB_ID }, job });
    expect(words(page.querySelector('.note.info'))).toContain('Attempt 1 failed: ALIGN ended with exit code 1.');
  });

  it('names the attempt that a rerun deletes, after another person ran the job again', async () => {
    const events = new Subject<LiveEvent>();
    const job = aJob({ status: 'completed', attempt: 2, last_seq: 20, allowed_actions: ['rerun'] });
    const page = await opened({ address: { rerun: JOB_ID }, job, events });
    expect(words(page)).toContain('Keep the results of attempt 2');
    const send = (changes: Partial<JobView>) => events.next({ kind: 'job', job: { ...job, ...changes } });
    send({ attempt: 3, last_seq: 30 });
    send({ job_id: 'another', attempt: 9, last_seq: 40 });
    await settled();
    expect(words(page)).toContain('results, work and launch dirs of attempt 3');
    expect(words(page)).toContain('Keep the results of attempt 3');
  });

  it('states before a request for approval of a rerun that nothing is deleted until then, and nothing was sent yet', async () => {
    const open = jest.spyOn(Sheets.prototype, 'open').mockReturnValue(new Promise(() => undefined));
    const page = await opened({
      address: { rerun: JOB_ID },
      job: aJob({ status: 'completed', params: { input_dir: '/in' }, allowed_actions: ['rerun'] }),
      approvals: ['rerun'],
    });
    page.querySelector('form')!.dispatchEvent(new Event('submit'));
    await settled();
    expect(open.mock.calls[0]?.[1]).toMatchObject({
      title: 'Ask to delete the results of attempt 1 and rerun?',
      lead: expect.stringContaining('Nothing is deleted until a second person has approved it.'),
      verb: 'Ask for approval',
    });
    expect(words(page.querySelector('button[type=submit]'))).toBe('Ask for approval');
  });

  it('closes the question about deleted results, and sends nothing, when another person runs the job again', async () => {
    const events = new Subject<LiveEvent>();
    const open = jest.spyOn(Sheets.prototype, 'open');
    const answers: ((isConfirmed: boolean) => void)[] = [];
    open.mockImplementation(() => new Promise((resolve) => answers.push(resolve as never)));
    const job = aJob({ status: 'completed', params: { input_dir: '/in' }, allowed_actions: ['rerun'] });
    const page = await opened({ address: { rerun: JOB_ID }, job, events });
    page.querySelector('form')!.dispatchEvent(new Event('submit'));
    await settled();
    const { isOutdated } = open.mock.calls.at(-1)![1] as { isOutdated: () => boolean };
    expect(isOutdated()).toBe(false);
    events.next({ kind: 'job', job: { ...job, attempt: 2, status: 'running', allowed_actions: [], last_seq: 99 } });
    await settled();
    expect(isOutdated()).toBe(true);
    answers.at(-1)!(true);
    await settled();
    TestBed.tick();
    expect(words(page)).toContain(`${job.sample_name} changed meanwhile. Check what will happen, then send it again.`);
  });

  it('says that a running job cannot be rerun now, and offers it when the job has ended', async () => {
    const events = new Subject<LiveEvent>();
    const job = aJob({ status: 'running', last_seq: 20, allowed_actions: ['cancel'] });
    const page = await opened({ address: { rerun: JOB_ID }, job, events, runners: free });
    const button = page.querySelector('button[type=submit]')!;
    expect(words(page)).toContain(`${job.sample_name} cannot be rerun now: it is running.`);
    expect(words(page.querySelector('.happen dl'))).toMatch(/^Deleted.*Starts ?not now/);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    events.next({ kind: 'job', job: { ...job, status: 'completed', allowed_actions: ['rerun'], last_seq: 30 } });
    await settled();
    expect(words(page)).not.toContain('cannot be rerun');
    expect(words(page.querySelector('.happen dl'))).toMatch(/^Deleted.*Starts ?at once/);
    expect(button.getAttribute('aria-disabled')).not.toBe('true');
  });

  it('promises no start for a rerun that a second person has to approve', async () => {
    const job = aJob({ status: 'completed', allowed_actions: ['rerun'] });
    const page = await opened({ address: { rerun: JOB_ID }, job, approvals: ['rerun'], runners: free });
    expect(words(page)).toContain('once it is approved');
    expect(words(page)).toContain('A second person has to approve this.');
    TestBed.resetTestingModule();
    const failed = await opened({ address: { rerun: JOB_ID }, job: aJob({ status: 'failed' }), approvals: ['rerun'] });
    expect(words(failed)).not.toContain('approve');
  });

  const queue = { name: 'default', paused: false, limit: null, running: [], expected_wait_ms: null, waiting_count: 1 };
  const free = [{ alive: true, holds_back: null, slots: 4, slots_taken: 1 }];

  it('promises no immediate start in a queue at its limit, although slots are free', async () => {
    const none = await opened({ queues: [{ ...queue, limit: 0 }], runners: free });
    expect(words(none)).toContain('when the limit of queue “default” is raised from 0');
    TestBed.resetTestingModule();
    const full = await opened({ queues: [{ ...queue, limit: 1, running: [{}] }], runners: free });
    expect(words(full)).toContain('when a job of its queue has ended');
  });

  it('waits for a runner that takes no jobs, and for an absent one', async () => {
    const drained = await opened({ queues: [queue], runners: [{ ...free[0], holds_back: 'It is drained' }] });
    expect(words(drained)).toContain('when a runner takes jobs again');
    TestBed.resetTestingModule();
    expect(words(await opened({ queues: [queue], runners: [] }))).toContain('when a runner is there');
  });

  it.each([
    [0, 'at once'],
    [6_000, 'in less than a minute'],
    [null, 'after 1 waiting job'],
  ])('states when the job starts, with an expected wait of %s ms', async (expected_wait_ms, starts) => {
    const page = await opened({
      queues: [{ ...queue, expected_wait_ms }],
      runners: [{ alive: true, holds_back: null, slots: 4, slots_taken: 4 }],
      pending: 1,
    });
    expect(words(page)).toContain(starts);
  });

  it('names copied values without a field, and the value with which an empty field runs', async () => {
    const schema = { properties: { reference: { type: 'string', title: 'Reference' } } };
    const pipelines = [aPipeline({ schema, params: { reference: 'GRCh38' } })];
    const job = aJob({ params: { reference: '', odd: 'x' } });
    const page = await opened({ pipelines, address: { like: JOB_ID }, job });
    expect(words(page)).toContain('Sent along as they are: reference, odd');
    expect(words(page)).toContain('reference · runs with ""');
  });

  it('reads the copied job again on request, if it could not be read', async () => {
    let isAway = true;
    const readJob = () => (isAway ? Promise.reject(new Error('the server does not answer')) : Promise.resolve(aJob()));
    const page = await opened({ address: { like: JOB_ID }, readJob });
    await settled();
    expect(words(page)).toContain('could not be read. the server does not answer');
    isAway = false;
    [...page.querySelectorAll('button')].find((button) => words(button) === 'Try again')!.click();
    while (words(page)?.includes('could not be read')) await settled();
    expect(words(page)).toContain('Filled in as in');
  });

  it('names the attempt whose parameters it copies, and who asked for it', async () => {
    const first = await opened({ address: { like: JOB_ID }, job: aJob({ sample_name: 'S1', created_by: 'ada' }) });
    expect(words(first.querySelector('rp-copied-from'))).toMatch(/^Filled in as in S1\. Submitted by ada ?\.$/);
    TestBed.resetTestingModule();
    const attempts = [anAttempt({ requested_by: 'ada' }), anAttempt({ attempt: 2, requested_by: 'otto' })];
    const job = aJob({ sample_name: 'S1', created_by: 'ada', attempt: 2 });
    const second = await opened({ address: { like: JOB_ID }, job, attempts });
    await settled();
    expect(words(second.querySelector('rp-copied-from'))).toMatch(
      /^Filled in as in S1, attempt 2\. Attempt 2 was asked for by otto ?\.$/,
    );
  });

  it('says of a copied job that the pipeline has changed since', async () => {
    const job = aJob({ sample_name: 'S1', pipeline_revision: '0f0f0f0f11' });
    const page = await opened({ address: { like: JOB_ID }, job });
    await settled();
    expect(words(page.querySelector('rp-copied-from'))).toContain(
      'The pipeline changed since: that attempt has revision 0f0f0f0f, a new job runs 9f2c8a1b.',
    );
  });

  it('copies a job for an uploaded sample: its parameters, with the name and folder of the sample', async () => {
    const address = { like: JOB_ID, sample: 'PAT-1', folder: '/uploads/PAT-1' };
    const job = aJob({ sample_name: 'PAT-9', params: { input_dir: '/in/PAT-9', depth: 7 } });
    const asked = new Promise<CheckBody>((check) => void opened({ address, job, check }));
    expect((await asked).params).toEqual({ input_dir: '/uploads/PAT-1', depth: 7 });
    TestBed.resetTestingModule();
    const page = await opened({ address, job });
    await settled();
    expect(page.querySelector<HTMLInputElement>('#rp-sample')!.value).toBe('PAT-1');
  });

  it('checks the parameters of a rerun by the commit that runs again', async () => {
    const repository = 'https://github.com/nf-core/rnaseq';
    const pipelines = [aPipeline({ repository, revision: 'c2', launch: { revision: '2.0' } })];
    const job = aJob({ pipeline_revision: 'c1', launch: { revision: '1.0' }, params: { input_dir: '/in' } });
    const asked = new Promise<CheckBody>((check) => void opened({ pipelines, address: { rerun: JOB_ID }, job, check }));
    expect((await asked).launch).toEqual({ revision: 'c1' });
  });

  it.each([
    ['2.0', { revision: '2.0' }],
    ['its default branch', {}],
  ])('states that an empty revision runs %s', async (runs, launch) => {
    const pipelines = [aPipeline({ repository: 'https://github.com/nf-core/rnaseq', launch })];
    const job = aJob({ launch: { profiles: ['test'] } });
    const page = await opened({ pipelines, address: { like: JOB_ID }, job });
    expect(words(page)).toContain(`Branch, tag or commit of https://github.com/nf-core/rnaseq. If empty: ${runs}`);
  });

  it('polls while a runner compiles the pipeline, and shows its errors in place of the warning', async () => {
    const error = { file: 'main.nf', line: 2, column: 3, message: '`nope` is not defined', source: '  nope' };
    const warnings = [{ field: 'pipeline', message: 'does not compile with Nextflow 26.04.6: main.nf' }];
    const compilations = [
      { compiled: [], compiling: true },
      { compiled: [{ nextflow_version: '26.04.6', errors: [error] }], compiling: false, warnings },
    ];
    const page = await new Promise<HTMLElement>((resolve, reject) => {
      const opening = opened({
        compilations,
        check: () => {
          if (compilations.length === 1) opening.then(resolve, reject);
        },
      });
    });
    while (!page.querySelector('rp-compile-errors .note')) await settled();
    expect(words(page.querySelector('rp-compile-errors'))).toContain('main.nf:2:3: `nope` is not defined');
    expect(page.querySelectorAll('.note.badb, .note.warnb')).toHaveLength(1);
  });

  it('does not mention the samplesheet file that the start of a rerun writes', async () => {
    const sheet = { param: 'input_dir', name: 'samplesheet.csv' };
    const params = { input_dir: sheet.name };
    const warnings = [
      { field: 'params.input_dir', message: 'is looked for in the launch folder of the job' },
      { field: 'pipeline', message: 'does not compile' },
    ];
    const checked = { compiled: [], compiling: false, warnings };
    const shown = async (job: JobView) => {
      const page = await opened({ address: { rerun: JOB_ID }, job, compilations: [checked] });
      while (!words(page)?.includes('Does not compile')) await settled();
      return words(page);
    };
    expect(await shown(aJob({ status: 'completed', params, sheet }))).not.toMatch(/looked for in the launch folder/i);
    TestBed.resetTestingModule();
    expect(await shown(aJob({ status: 'completed', params }))).toMatch(/looked for in the launch folder/i);
  });

  it('keeps a submission without an answer, shows it, and repeats it with its key', async () => {
    const keys: string[] = [];
    let isAway = true;
    const submit: Api['submit'] = (_, key) => {
      keys.push(key);
      return isAway
        ? Promise.reject(new ProblemError(0, 'No answer.'))
        : Promise.resolve({ job_id: JOB_ID, seq: 1 } as Awaited<ReturnType<Api['submit']>>);
    };
    const page = await opened({ submit, address: { sample: 'PAT-1', folder: '/uploads/PAT-1' } });
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    page.querySelector('form')!.dispatchEvent(new Event('submit'));
    await settled();
    expect(words(page.querySelector('rp-waiting-request'))).toContain('Reprise does not answer. Keep this page open');
    expect(page.querySelector('.main')!.hasAttribute('inert')).toBe(true);
    isAway = false;
    window.dispatchEvent(new Event('online'));
    await settled();
    expect(navigate.mock.calls[0]?.[0]).toEqual(['/jobs', JOB_ID]);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('preloads the confirmation, so that it works while the server is unreachable', async () => {
    const prepare = jest.spyOn(Sheets.prototype, 'prepare').mockRejectedValue(new TypeError('Failed to fetch'));
    await opened({});
    expect(prepare).toHaveBeenCalledTimes(1);
  });

  it('introduces demos with what is true for those of every pipeline', async () => {
    const demo = [{ name: 'TINY-simulated', params: { input_dir: '/demo/TINY' } }];
    const page = await opened({ pipelines: [aPipeline({ name: 'count-reads', demo })] });
    expect(page.querySelector('.demo .grow')!.textContent).toBe('Just looking? These samples come with the pipelines.');
  });

  describe('for an uploaded sample', () => {
    const demo = [{ name: 'DEMO1', params: { input_dir: '/demo/DEMO1' } }];
    const pipelines = [aPipeline(), aPipeline({ name: 'panel', title: 'Panel', demo })];
    const address = { sample: 'PAT-1', folder: '/uploads/PAT-1' };
    const field = (page: HTMLElement, id: string) => page.querySelector<HTMLInputElement>(`#${id}`)!;
    const filled = async (page: HTMLElement) => {
      await settled();
      return [field(page, 'rp-sample').value, field(page, 'rp-param-input_dir').value];
    };

    it('keeps the name that a person typed when another pipeline or its demo is selected', async () => {
      const page = await opened({ pipelines, address });
      expect(await filled(page)).toEqual(['PAT-1', '/uploads/PAT-1']);
      field(page, 'rp-sample').value = 'PAT-1 again';
      field(page, 'rp-sample').dispatchEvent(new Event('input'));
      page.querySelectorAll<HTMLInputElement>('[name=pipeline]')[1]!.click();
      expect(await filled(page)).toEqual(['PAT-1 again', '/uploads/PAT-1']);
      page.querySelector<HTMLElement>('.demo button')!.click();
      expect(await filled(page)).toEqual(['PAT-1 again', '/demo/DEMO1']);
    });

    it('shows the demo of another pipeline when a person selects it', async () => {
      const page = await opened({ pipelines, address });
      page.querySelector<HTMLElement>('.demo button')!.click();
      expect(await filled(page)).toEqual(['DEMO1', '/demo/DEMO1']);
    });
  });
});
