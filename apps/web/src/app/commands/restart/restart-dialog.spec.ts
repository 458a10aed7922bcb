import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { NEVER } from 'rxjs';
import { Api } from '../../core/api/api.ts';
import { SessionApi } from '../../core/api/session-api.ts';
import { Live } from '../../core/live/live.ts';
import { People } from '../../shared/people/people.ts';
import { aPreview } from '../../testing/previews.ts';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet } from '../../testing/sheet.ts';
import { aJob, aSession } from '../../testing/views.ts';
import { RestartDialog } from './restart-dialog.ts';

describe('the dialog for restarting a job from a step', () => {
  it('previews a parameter during typing, before its field loses the focus', async () => {
    const preview = jest.fn((_id: string, _body: object) => Promise.resolve(aPreview()));
    const job = aJob({ status: 'failed', allowed_actions: ['restart'], params: { seconds: 15 } });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job, action: 'restart', input: { step: 'NAP', params: { seconds: 12 } } }),
        { provide: Api, useValue: { preview } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(RestartDialog);
    await dialog.whenStable();
    const field = (dialog.nativeElement as HTMLElement).querySelector<HTMLInputElement>('#rp-param-seconds')!;
    const asked = preview.mock.calls.length;
    field.value = '15'; // as before
    field.dispatchEvent(new Event('input'));
    while (preview.mock.calls.length === asked) await settled();
    dialog.detectChanges();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('As in attempt 1');
    expect(preview.mock.calls.at(-1)?.[1]).toEqual({ step: 'NAP' });
  });

  it('names tasks that may still run where Reprise cannot look', async () => {
    const job = aJob({ status: 'failed', allowed_actions: ['restart'], elsewhere: ['google-batch'] });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job, action: 'restart' }),
        { provide: Api, useValue: { preview: () => Promise.resolve(aPreview()) } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(RestartDialog);
    await dialog.whenStable();
    const notes = [...(dialog.nativeElement as HTMLElement).querySelectorAll('.note')];
    expect(notes.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).toContain(
      'Reprise cannot query Google Batch: tasks of attempt 1 may still run there and write files. Check that its queue is empty first.',
    );
  });

  it('keeps the focus on the button that shows the parameters', async () => {
    const job = aJob({ status: 'failed', allowed_actions: ['restart'], params: { seconds: 15 } });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(aSheet(), { job, action: 'restart' }),
        { provide: Api, useValue: { preview: () => Promise.resolve(aPreview()) } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(RestartDialog);
    await dialog.whenStable();
    const button = (dialog.nativeElement as HTMLElement).querySelector<HTMLElement>('.params button')!;
    button.focus();
    for (const label of ['Change', 'Reset', 'Change']) {
      expect([document.activeElement === button, button.textContent.trim()]).toEqual([true, label]);
      button.click();
      await dialog.whenStable();
    }
    expect((dialog.nativeElement as HTMLElement).querySelector('.edit p')?.textContent).toMatch(
      /Parameters that were left at their default are not here\. Change them with\s+Edit parameters and rerun/,
    );
  });

  it('marks the preview as outdated after a change, and restarts nothing until its preview is shown', async () => {
    let answer = (): void => undefined;
    const preview = jest.fn((_id: string, { params }: { params?: object }) =>
      params ? new Promise((resolve) => (answer = () => resolve(aPreview()))) : Promise.resolve(aPreview()),
    );
    const sheet = aSheet();
    const job = aJob({ status: 'failed', allowed_actions: ['restart'], params: { seconds: 15 } });
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { job, action: 'restart', input: { step: 'NAP' } }),
        { provide: Api, useValue: { preview } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
        { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
        { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
      ],
    });
    const dialog = TestBed.createComponent(RestartDialog);
    await dialog.whenStable();
    const page = dialog.nativeElement as HTMLElement;
    const restart = page.querySelector<HTMLElement>('button[type=submit]')!;
    const submit = () => page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    const isDisabled = () => restart.getAttribute('aria-disabled') === 'true';
    expect(page.textContent).toContain('This is what will happen.');
    expect(isDisabled()).toBe(false);

    page.querySelector<HTMLElement>('button[aria-expanded]')!.click();
    dialog.detectChanges();
    const field = page.querySelector<HTMLInputElement>('#rp-param-seconds')!;
    field.value = '12';
    field.dispatchEvent(new Event('input'));
    dialog.detectChanges();
    expect(isDisabled()).toBe(true);
    while (preview.mock.calls.length === 1) await settled();
    dialog.detectChanges();
    expect(page.textContent).toContain('The preview is being updated.');
    expect(page.textContent).not.toContain('This is what will happen.');
    expect(isDisabled()).toBe(true);
    submit();
    expect(sheet.close).not.toHaveBeenCalled();

    answer();
    await dialog.whenStable();
    field.dispatchEvent(new Event('change')); // leaves the field, with the previewed value
    dialog.detectChanges();
    expect(page.textContent).toContain('This is what will happen.');
    expect(isDisabled()).toBe(false);
    submit();
    expect(sheet.close).toHaveBeenCalledWith({ action: 'restart', input: { step: 'NAP', params: { seconds: 12 } } });
    expect(preview).toHaveBeenCalledTimes(2);
  });
});
