import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { JobView, SessionView } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { SessionApi } from '../../core/api/session-api.ts';
import { Clock } from '../../core/clock.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { People } from '../../shared/people/people.ts';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet } from '../../testing/sheet.ts';
import { aJob, aSession, at } from '../../testing/views.ts';
import { NEVER, Subject } from 'rxjs';
import { Live, type LiveEvent } from '../../core/live/live.ts';
import { CommandDialog } from './command-dialog.ts';

const completed = aJob({ status: 'completed', allowed_actions: ['rerun'] });
const failed = aJob({ status: 'failed', allowed_actions: ['rerun'] });
const aStep: JobView['steps'][number] = {
  process: 'ALIGN',
  step: 'Align reads',
  state: 'waiting',
  started_at: null,
  completed_at: null,
  tasks: { total: 0, waiting: 0, running: 0, completed: 0, cached: 0, failed: 0, ignored: 0, retried: 0, aborted: 0 },
};

/** The button that sends a rerun, as users see it. */
async function sendButton(job: JobView, approvals: SessionView['approvals']): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      ...inSheet(aSheet(), { job, action: 'rerun' }),
      { provide: Api, useValue: { usage: () => new Promise(() => undefined) } },
      { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession({ approvals })) } },
      { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
      { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
    ],
  });
  const dialog = TestBed.createComponent(CommandDialog);
  await dialog.whenStable();
  return (dialog.nativeElement as HTMLElement).querySelector<HTMLElement>('button[type=submit]')!;
}

const NEVER_READ = new Promise<never>(() => undefined);

describe('the dialog for a command to a job', () => {
  it('names its button after the command', async () => {
    const button = await sendButton(failed, ['rerun']);
    expect(button.textContent.trim()).toBe('Delete and rerun');
    expect(button.classList).toContain('del');
  });

  it('sends nothing on Enter in a choice', async () => {
    const button = await sendButton(failed, ['rerun']);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true });
    button.closest('form')!.querySelector('input[type=checkbox]')!.dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
  });

  it('requests approval, and labels its button accordingly, if a second person has to approve the command', async () => {
    const button = await sendButton(completed, ['rerun']);
    expect(button.textContent.trim()).toBe('Ask for approval');
    expect(button.classList).not.toContain('del');
  });

  it.each([
    ['run=2026 48', '“run=2026 48” must be key=value of a label, such as run=2026-48'],
    ['run=2026-49,run=2026-50', '“run” is given twice: a label has one value'],
    ['run', '“run” must be key=value of a label, such as run=2026-48'],
    ['', 'Set a label, or remove one'],
  ])('stays open with the labels %s, and says at the field what is wrong', async (typed, problem) => {
    const sheet = aSheet();
    const job = aJob({ allowed_actions: ['label'] });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { job, action: 'label' }),
        { provide: Api, useValue: {} },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(CommandDialog);
    await dialog.whenStable();
    const page = dialog.nativeElement as HTMLElement;
    const field = page.querySelector<HTMLInputElement>('#rp-command-set')!;
    field.value = typed;
    field.dispatchEvent(new Event('input'));
    page.querySelector<HTMLElement>('button[type=submit]')!.click();
    await dialog.whenStable();
    expect(page.querySelector('#rp-command-hint-set')!.textContent.trim()).toBe(problem);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(sheet.close).not.toHaveBeenCalled();
  });

  it("sends nothing, with the reason, once the person's role was lowered", async () => {
    const why = 'Viewers may not rerun jobs.';
    const sheet = aSheet();
    let denied_commands: SessionView['denied_commands'] = {};
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { job: failed, action: 'rerun' }),
        { provide: Api, useValue: { usage: () => new Promise(() => undefined) } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession({ denied_commands })) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(CommandDialog);
    await dialog.whenStable();
    const page = dialog.nativeElement as HTMLElement;
    const button = page.querySelector<HTMLElement>('button[type=submit]')!;
    expect(button.getAttribute('aria-disabled')).not.toBe('true');
    denied_commands = { rerun: why };
    await TestBed.inject(CurrentUser).refresh();
    await dialog.whenStable();
    expect(page.querySelector('[role=status]')?.textContent).toContain(why);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(sheet.close).not.toHaveBeenCalled();
  });

  it('updates its statements when the job starts a step while the dialog is open', async () => {
    const starting = aJob({ current_step: null, allowed_actions: ['pause'] });
    const events = new Subject<LiveEvent>();
    const running: string[] = [];
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job: starting, action: 'pause' }),
        {
          provide: Api,
          useValue: {
            commandPreview: () =>
              Promise.resolve({
                steps: running.map((step) => ({
                  step,
                  known: true,
                  limit_ms: null,
                  left_ms: null,
                  of_earlier_job: false,
                })),
              }),
            executors: () => Promise.reject(new Error('not asked')),
          },
        },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(CommandDialog);
    await settled();
    await dialog.whenStable();
    const text = () => (dialog.nativeElement as HTMLElement).textContent;
    expect(text()).toContain('No task runs now');

    running.push('Align reads');
    const step = { ...aStep, state: 'running' } as const;
    events.next({ kind: 'job', job: { ...starting, current_step: 'Align reads', steps: [step] } });
    await settled();
    await dialog.whenStable();
    expect(text()).toContain('No running step has a time limit');
    expect(text()).toContain('It stops at Align reads');
  });

  it('names the current attempt in its options after another user ran the job again, and still asks for approval', async () => {
    const events = new Subject<LiveEvent>();
    const job = aJob({ status: 'completed', allowed_actions: ['rerun'] });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job, action: 'rerun' }),
        { provide: Api, useValue: { commandPreview: () => NEVER_READ, usage: () => NEVER_READ } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession({ approvals: ['rerun'] })) } },
        { provide: Live, useValue: { events, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    await TestBed.inject(CurrentUser).refresh();
    const dialog = TestBed.createComponent(CommandDialog);
    const textAfter = async (changes: Partial<JobView>) => {
      events.next({ kind: 'job', job: { ...job, attempt: 2, ...changes } });
      await settled();
      TestBed.tick();
      return (dialog.nativeElement as HTMLElement).textContent;
    };
    TestBed.tick();
    const running = await textAfter({ status: 'running', allowed_actions: [], last_seq: 20 });
    expect(running).toContain('it is running now');
    expect(running).not.toContain('This will delete previous results');
    expect(running).toContain('Ask for approval');
    const button = (label: string) =>
      [...(dialog.nativeElement as HTMLElement).querySelectorAll('footer button')].find(
        ({ textContent }) => textContent.trim() === label,
      );
    expect(button('Close')).toBeDefined();
    expect(button('Ask for approval')!.getAttribute('aria-disabled')).toBe('true');
    const pinned = await textAfter({ allowed_actions: [], pinned: { at: at(0), by: 'a.meyer' }, last_seq: 25 });
    expect(pinned).toContain('changed meanwhile: it is pinned now.');
    const ended = await textAfter({ last_seq: 30 });
    expect(ended).toContain('Keep the work dir of attempt 2');
    expect(ended).toContain('This will delete previous results');
    expect(button('Close')).toBeUndefined();
    expect(button('Ask for approval')!.getAttribute('aria-disabled')).not.toBe('true');
  });

  it('counts down a time limit, and reads it again every ten seconds', async () => {
    const now = signal(0);
    const left = [31_000, 90_000];
    const commandPreview = jest.fn(() =>
      Promise.resolve({
        steps: [{ step: 'Align reads', known: true, limit_ms: 100_000, left_ms: left.shift(), of_earlier_job: false }],
      }),
    );
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job: aJob({ allowed_actions: ['pause'] }), action: 'pause' }),
        { provide: Clock, useValue: { now } },
        { provide: Api, useValue: { commandPreview, executors: () => Promise.reject(new Error('not asked')) } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(CommandDialog);
    const textAt = async (time: number) => {
      now.set(time);
      await dialog.whenStable();
      await settled();
      await dialog.whenStable();
      return (dialog.nativeElement as HTMLElement).textContent;
    };
    expect(await textAt(0)).toContain('unless you unpause within 31 s');
    expect(await textAt(9_000)).toContain('unless you unpause within 22 s');
    expect(await textAt(11_000)).toContain('unless you unpause within 1 m 30 s');
    expect(commandPreview).toHaveBeenCalledTimes(2);
  });
});
