import { TestBed } from '@angular/core/testing';
import type { JobView, SessionView } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { AuditApi } from '../../core/api/audit-api.ts';
import { People } from '../../shared/people/people.ts';
import { aSheet, inSheet } from '../../testing/sheet.ts';
import { aJob, aSession } from '../../testing/views.ts';
import { Live } from '../../core/live/live.ts';
import { NEVER } from 'rxjs';
import { CommandDialog } from './command-dialog.ts';

const completed = aJob({ status: 'completed', allowed_actions: ['rerun'] });
const failed = aJob({ status: 'failed', allowed_actions: ['rerun'] });

/** The button that sends a rerun, as a person sees it. */
async function sendButton(job: JobView, approvals: SessionView['approvals']): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      ...inSheet(aSheet(), { job, action: 'rerun' }),
      { provide: Api, useValue: { usage: () => new Promise(() => undefined) } },
      { provide: AuditApi, useValue: { session: () => Promise.resolve(aSession({ approvals })) } },
      { provide: Live, useValue: { events: NEVER, openings: () => 0 } },
      { provide: People, useValue: { everybody: () => null, read: () => Promise.resolve() } },
    ],
  });
  const dialog = TestBed.createComponent(CommandDialog);
  await dialog.whenStable();
  return (dialog.nativeElement as HTMLElement).querySelector<HTMLElement>('button[type=submit]')!;
}

describe('the dialog of a command to a job', () => {
  it('names its button by what it does', async () => {
    const button = await sendButton(failed, ['rerun']);
    expect(button.textContent.trim()).toBe('Delete and rerun');
    expect(button.classList).toContain('del');
  });

  it('asks for approval, and says so on its button, where a second person has to approve the command', async () => {
    const button = await sendButton(completed, ['rerun']);
    expect(button.textContent.trim()).toBe('Ask for approval');
    expect(button.classList).not.toContain('del');
  });
});
