import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { jest } from '@jest/globals';
import { Api } from '../../core/api.ts';
import { aCancelledJob, aJob, JOB_ID } from '../../testing/views.ts';
import { JobActions } from './job-actions.ts';

describe('the actions of a job, in a page', () => {
  const api = { command: jest.fn<Api['command']>(), job: jest.fn<Api['job']>() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
  });

  it('ask first, send the reason, and stay busy', async () => {
    api.command.mockReturnValue(new Promise(() => undefined));
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await page.getHarness(MatButtonHarness.with({ text: 'Cancel' }))).click();
    expect(api.command).not.toHaveBeenCalled();

    const reason = document.querySelector<HTMLTextAreaElement>('textarea')!;
    reason.value = ' wrong sample ';
    reason.dispatchEvent(new Event('input'));
    await (await page.getHarness(MatButtonHarness.with({ text: 'Cancel job' }))).click();
    expect(api.command).toHaveBeenCalledWith(JOB_ID, 'cancel', { reason: 'wrong sample' }, expect.any(String));
    const busy = await page.getHarness(MatButtonHarness.with({ text: 'Cancelling' }));
    expect(await busy.isDisabled()).toBe(true);
  });

  it('do nothing where the person keeps what is there', async () => {
    const fixture = TestBed.createComponent(JobActions);
    fixture.componentRef.setInput('job', aCancelledJob());
    const page = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await (await page.getHarness(MatButtonHarness.with({ text: 'Rerun' }))).click();
    expect(document.body.textContent).toContain(
      'This will delete previous results and restart from scratch. Continue?',
    );
    await (await page.getHarness(MatButtonHarness.with({ text: 'Keep results' }))).click();
    expect(api.command).not.toHaveBeenCalled();
  });
});
