import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { jest } from '@jest/globals';
import type { JobView } from '@reprise/contracts';
import { WatchedJobs } from '../../core/live/watched-jobs.ts';
import { OFFERED_RECORDS } from '../../shared/wings/offered-records.ts';
import { RESULT_PAGES } from '../../shared/results/result-pages.ts';
import { settled } from '../../testing/settled.ts';
import { aCancelledJob, aJob } from '../../testing/views.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { CommandPrompt } from '../send/command-prompt.ts';
import { JobMenu } from './job-menu.ts';

const ask = jest.fn<CommandPrompt['ask']>();
/** Commands that the user's role does not allow. */
let denied: string[];
const whyNot = (name: string) => (denied.includes(name) ? 'This needs another role.' : null);
beforeEach(() => {
  jest.resetAllMocks();
  denied = [];
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: CommandPrompt, useValue: { ask } },
      { provide: CurrentUser, useValue: { whyNot, session: () => null } },
      { provide: OFFERED_RECORDS, useValue: { report: (jobId: string) => `/jobs/${jobId}/report` } },
      { provide: WatchedJobs, useValue: { has: () => false } },
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
    ],
  });
});

/** Opens the menu and returns its items. */
async function itemsOf(job: JobView): Promise<HTMLElement[]> {
  const fixture = TestBed.createComponent(JobMenu);
  fixture.componentRef.setInput('job', job);
  await fixture.whenStable();
  (fixture.nativeElement as HTMLElement).querySelector('button')!.click();
  const items = () => [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')];
  while (items().length === 0) await settled(); // it is loaded when it is requested
  return items();
}
const words = (item: HTMLElement) => item.textContent.trim();

describe('the menu of a job', () => {
  it('offers no command, and no rerun with other parameters, if the server allows none', async () => {
    const items = (await itemsOf(aCancelledJob({ allowed_actions: [] }))).map(words);
    expect(items).toEqual(['Submit another like this', 'Report to print', 'Copy job id']);
  });

  it('offers edited parameters if a rerun is allowed', async () => {
    const items = (await itemsOf(aCancelledJob({ allowed_actions: ['rerun'] }))).map(words);
    expect(items).toContain('Edit parameters and rerun');
  });

  it("offers nothing beyond the person's role", async () => {
    denied = ['submit', 'rerun', 'abandon', 'pin'];
    const job = aCancelledJob({ allowed_actions: ['rerun', 'abandon', 'pin'] });
    expect((await itemsOf(job)).map(words)).toEqual(['Report to print', 'Copy job id']);
  });

  it('offers no report if no wing provides one', async () => {
    TestBed.overrideProvider(OFFERED_RECORDS, { useValue: null });
    const items = (await itemsOf(aCancelledJob({ allowed_actions: [] }))).map(words);
    expect(items).toEqual(['Submit another like this', 'Copy job id']);
  });

  it('links to the pages that wings provide for results of a completed job', async () => {
    const page = { path: 'reads', icon: 'list', menuItem: { label: 'Look at reads', needs: 'bam' } };
    TestBed.overrideProvider(RESULT_PAGES, { useValue: [page] });
    const job = aJob({ status: 'completed', bam_path: '/out/S1.bam' });
    expect((await itemsOf(job)).map(words)[0]).toBe('Look at reads');
  });

  it('opens the dialog of the selected command', async () => {
    const job = aCancelledJob({ allowed_actions: ['pin', 'cancel'] });
    const items = await itemsOf(job);
    items.find((item) => /^(Pin|Keep)/.test(words(item)))!.click();
    expect(ask.mock.calls).toEqual([[job, 'pin']]);
  });
});
