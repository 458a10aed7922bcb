import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { aCancelledJob } from '../../testing/views.ts';
import { CommandSender } from '../send/command-sender.ts';
import { CommandError } from './command-error.ts';

describe('the message about a refused command', () => {
  it('names the status of the job like the page', async () => {
    const job = aCancelledJob();
    const refused = { action: 'cancel', detail: 'Cannot cancel job with status: failed', unanswered: false };
    TestBed.configureTestingModule({
      providers: [{ provide: CommandSender, useValue: { refused: signal(new Map([[job.job_id, refused]])) } }],
    });
    const fixture = TestBed.createComponent(CommandError);
    fixture.componentRef.setInput('job', job);
    await fixture.whenStable();
    const alert = (fixture.nativeElement as HTMLElement).querySelector('[role=alert]')!;
    expect(alert.textContent.trim()).toBe('Could not cancel. Cannot cancel job with status: cancelled');
  });
});
