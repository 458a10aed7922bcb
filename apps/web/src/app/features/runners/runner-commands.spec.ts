import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { RunnerApi } from '../../core/api/runner-api.ts';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../testing/sheet.ts';
import { aRunner } from '../../testing/views.ts';
import { TargetDialog } from '../../shared/form/target-dialog.ts';
import { runnerDialog, type RunnerDialogCommand } from './runner-commands.ts';

describe('the dialog of a command to a runner', () => {
  it('does not promise that an absent runner claims jobs at once', async () => {
    const data = runnerDialog('undrain_runner', aRunner({ alive: false }), {} as RunnerApi);
    TestBed.configureTestingModule({ providers: inSheet(aSheet(), data) });
    const dialog = TestBed.createComponent(TargetDialog);
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('It claims waiting jobs when it is back,');
  });

  it.each<[RunnerDialogCommand, string, string]>([
    ['drain_runner', 'Drain runner', 'Running jobs (1 slot) continue to the end.'],
    ['undrain_runner', 'Take jobs again', 'It claims waiting jobs at once'],
  ])('sends %s by its button, and states its effect before', async (asked, button, lead) => {
    const sheet = aSheet();
    const command = jest.fn<RunnerApi['command']>().mockResolvedValue({} as never);
    const data = runnerDialog(asked, aRunner(), { command } as unknown as RunnerApi);
    TestBed.configureTestingModule({ providers: inSheet(sheet, data) });
    const dialog = TestBed.createComponent(TargetDialog);
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain(lead);
    await press(dialog, button);
    await settled();
    expect(command.mock.lastCall?.slice(0, 3)).toEqual([asked, 'runner-a', {}]);
    expect(sheet.close.mock.calls).toEqual([[true]]);
  });
});
