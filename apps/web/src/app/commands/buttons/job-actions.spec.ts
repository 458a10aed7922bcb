import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { jest } from '@jest/globals';
import type { SessionView } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { SessionApi } from '../../core/api/session-api.ts';
import { ProblemError } from '../../core/problem.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { aCancelledJob, aJob, aSession, JOB_ID } from '../../testing/views.ts';
import { dateTime } from '../../shared/format.ts';
import { People } from '../../shared/people/people.ts';
import { JobActions } from './job-actions.ts';
import { settled } from '../../testing/settled.ts';

describe('the actions of a job on a page', () => {
  const api = {
    command: jest.fn<Api['command']>(),
    job: jest.fn<Api['job']>(),
    usage: jest.fn<Api['usage']>(),
    preview: jest.fn<Api['preview']>(),
  };
  const sessionApi = { session: jest.fn<SessionApi['session']>() };
  beforeEach(() => {
    jest.resetAllMocks();
    api.usage.mockReturnValue(new Promise(() => undefined));
    api.preview.mockReturnValue(new Promise(() => undefined));
    sessionApi.session.mockResolvedValue(aSession());
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: Toasts, useValue: { command: () => undefined } },
        { provide: SessionApi, useValue: sessionApi },
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
  });

  /** Waits for a button, because a dialog is loaded when it is first opened. */
  const find = async (page: HarnessLoader, text: string): Promise<MatButtonHarness> => {
    const found = await page.getHarnessOrNull(MatButtonHarness.with({ text }));
    if (found) return found;
    await settled();
    return find(page, text);
  };

  it('ask for confirmation, send the reason, and stay busy', async () => {
    api.command.mockReturnValue(new Promise(() => undefined));
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await find(page, 'Cancel')).click();
    const confirm = await find(page, 'Cancel job');
    expect(api.command).not.toHaveBeenCalled();

    const reason = document.querySelector<HTMLTextAreaElement>('textarea')!;
    reason.value = ' wrong sample ';
    reason.dispatchEvent(new Event('input'));
    await confirm.click();
    expect(api.command).toHaveBeenCalledWith(JOB_ID, 'cancel', { reason: 'wrong sample' }, expect.any(String));
    const busy = await find(page, 'Cancelling');
    expect(await (await busy.host()).getAttribute('aria-disabled')).toBe('true');
  });

  it("end a busy state when the job's data shows the end, although the stream missed it", async () => {
    api.command.mockResolvedValue({ message: '', job_id: JOB_ID, seq: 11, command_id: JOB_ID });
    api.job.mockResolvedValue(aJob({ pending_action: 'cancelling', last_seq: 11 }));
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await find(page, 'Cancel')).click();
    await (await find(page, 'Cancel job')).click();
    await find(page, 'Cancelling');

    fixture.componentRef.setInput('job', aCancelledJob({ last_seq: 14 }));
    const labels = (await page.getAllHarnesses(MatButtonHarness)).map((button) => button.getText());
    expect(await Promise.all(labels)).toEqual(expect.arrayContaining(['Resume', 'Rerun']));
    expect(await Promise.all(labels)).not.toContain('Cancelling');
  });

  it('keep the focus when some of them disappear', async () => {
    const fixture = TestBed.createComponent(JobActions);
    const buttons = () => [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
    fixture.componentRef.setInput('job', aJob({ allowed_actions: ['cancel', 'pause'] }));
    await fixture.whenStable();
    buttons()[1]!.focus();
    fixture.componentRef.setInput('job', aJob({ allowed_actions: [], pending_action: 'pausing' }));
    await fixture.whenStable();
    expect([buttons().length, document.activeElement]).toEqual([1, buttons()[0]]);
  });

  it('show when and by whom the work dir was removed, like the failure card', async () => {
    TestBed.overrideProvider(People, { useValue: { text: () => 'Ana Ruiz' } });
    const at = '2026-02-01T08:00:00.000Z';
    const why =
      'Cannot resume: its work dir was removed on 2026-02-01 08:00:00 UTC by a person named in its history. Rerun it instead.';
    const fixture = TestBed.createComponent(JobActions);
    const cleaned = { work_dir: { at, by: 'user:a' }, results: null };
    const resumable = { possible: false, why, until: null };
    fixture.componentRef.setInput('job', aCancelledJob({ allowed_actions: ['rerun'], resumable, cleaned }));
    await fixture.whenStable();
    const resume = (fixture.nativeElement as HTMLElement).querySelector('button')!;
    expect(resume.title).toBe(
      `Cannot resume: its work dir was removed at ${dateTime(at, Date.now())} by Ana Ruiz. Rerun it instead.`,
    );
  });

  it('send nothing when the person keeps the files', async () => {
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aCancelledJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await find(page, 'Rerun')).click();
    const dismiss = await find(page, 'Not now');
    expect(document.body.textContent).toContain(
      'This will delete previous results and restart from scratch. Continue?',
    );
    await dismiss.click();
    expect(api.command).not.toHaveBeenCalled();
  });

  const open = async () => {
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await find(page, 'Cancel')).click();
    return page;
  };
  /** Clicks, and waits for the effects of the server's responses. */
  const press = async (page: Awaited<ReturnType<typeof open>>, text: string) => {
    await (await find(page, text)).click();
    await settled();
    await page.getAllHarnesses(MatButtonHarness); // drawn
  };
  const field = () => [...document.querySelectorAll('textarea')].at(-1)!;
  const type = (text: string) => {
    field().value = text;
    field().dispatchEvent(new Event('input'));
  };

  it('open the dialog of a resume with the entered reason if it is selected instead of a rerun', async () => {
    api.command.mockReturnValue(new Promise(() => undefined));
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aCancelledJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await press(page, 'Rerun');
    await find(page, 'Not now');
    type('node is back');
    [...document.querySelectorAll<HTMLElement>('.note button')].at(-1)!.click();
    await press(page, 'Resume job');
    expect(api.command).toHaveBeenCalledWith(JOB_ID, 'resume', { reason: 'node is back' }, expect.any(String));
  });

  it('offer no resume instead of a rerun if the server does not allow one', async () => {
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aCancelledJob({ allowed_actions: ['rerun'] }));
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await press(page, 'Rerun');
    expect(document.body.textContent).toContain('restart from scratch');
    expect(document.body.textContent).not.toContain('instead');
  });

  it('offer reasons, and mark the field if a required reason is missing', async () => {
    sessionApi.session.mockResolvedValue(aSession({ reason_required: ['cancel'] }));
    api.command.mockReturnValue(new Promise(() => undefined));
    const page = await open();
    await press(page, 'Cancel job');
    expect(api.command).not.toHaveBeenCalled();
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(document.body.textContent).toContain('Is required');

    [...document.querySelectorAll<HTMLElement>('.recent button')].at(0)!.click();
    await press(page, 'Cancel job');
    expect(api.command).toHaveBeenCalledWith(JOB_ID, 'cancel', { reason: 'Wrong sample' }, expect.any(String));
  });

  it('open one dialog, and only after they know whether a reason is required', async () => {
    let answer: (session: SessionView) => void = () => undefined;
    sessionApi.session.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const page = await open();
    await press(page, 'Cancel');
    expect(document.querySelector('textarea')).toBeNull();
    answer(aSession({ reason_required: ['cancel'] }));
    await press(page, 'Cancel job');
    expect(document.querySelectorAll('textarea')).toHaveLength(1);
    expect(document.body.textContent).toContain('Is required');
  });

  it("explain at the button why a person cannot cancel another person's job here", async () => {
    const part = { actor: 'user:b1', role: 'operator', cancel_of_others: 'owner' } as const;
    sessionApi.session.mockResolvedValue(aSession(part));
    await open();
    const why = 'Only the person who submitted this job, or an admin, may cancel it.';
    expect(document.querySelector('button[aria-label^="Cancel"]')?.getAttribute('aria-description')).toBe(why);
    expect(document.querySelector('textarea')).toBeNull();
  });

  it("cancel a person's own job that an API token submitted, while others may not", async () => {
    const part = { actor: 'user:b1', role: 'operator', cancel_of_others: 'owner' } as const;
    sessionApi.session.mockResolvedValue(aSession(part));
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aJob({ created_by: 'user:b1/token:t1' }));
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await press(page, 'Cancel');
    expect(document.querySelector('textarea')).not.toBeNull();
  });

  it('ask for confirmation also if they cannot know whether a reason is required', async () => {
    sessionApi.session.mockRejectedValueOnce(new ProblemError(503, 'The database does not answer.'));
    await find(await open(), 'Cancel job');
    expect(document.querySelector('textarea')).not.toBeNull();
  });

  it('ask again, with the server’s text at the field, if only the server knew that a reason is required', async () => {
    const wrong = [{ field: 'reason', message: 'is required to cancel a job' }];
    api.command.mockRejectedValueOnce(new ProblemError(422, 'The request is not valid.', wrong));
    api.command.mockReturnValue(new Promise(() => undefined));
    const page = await open();
    await press(page, 'Cancel job');
    while (!document.body.textContent.includes('is required to cancel a job')) await settled();
    expect(field().getAttribute('aria-invalid')).toBe('true');
    type('wrong sample');
    await press(page, 'Cancel job');
    expect(api.command).toHaveBeenLastCalledWith(JOB_ID, 'cancel', { reason: 'wrong sample' }, expect.any(String));
  });
});
