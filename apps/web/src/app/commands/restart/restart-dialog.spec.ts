import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { NEVER } from 'rxjs';
import { Api } from '../../core/api/api.ts';
import { AuditApi } from '../../core/api/audit-api.ts';
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
        { provide: AuditApi, useValue: { session: () => Promise.resolve(aSession()) } },
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
});
