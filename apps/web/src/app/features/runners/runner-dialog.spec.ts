import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { RunnerApi } from '../../core/api/runner-api.ts';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../testing/sheet.ts';
import { aRunner } from '../../testing/views.ts';
import { RunnerDialog, type RunnerDialogData } from './runner-dialog.ts';

describe('the dialog of a command to a runner', () => {
  it('does not say of a runner that is away that it claims jobs at once', async () => {
    const data: RunnerDialogData = { runner: aRunner({ alive: false }), command: 'undrain_runner' };
    TestBed.configureTestingModule({ providers: [...inSheet(aSheet(), data), { provide: RunnerApi, useValue: {} }] });
    const dialog = TestBed.createComponent(RunnerDialog);
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('It claims waiting jobs when it is back,');
  });

  it.each<[RunnerDialogData['command'], string, string]>([
    ['drain_runner', 'Drain runner', 'What takes 1 slot goes on to its end.'],
    ['undrain_runner', 'Take jobs again', 'It claims waiting jobs at once'],
  ])('sends %s by its button, and says before how it takes effect', async (asked, button, lead) => {
    const sheet = aSheet();
    const command = jest.fn<RunnerApi['command']>().mockResolvedValue({} as never);
    const data: RunnerDialogData = { runner: aRunner(), command: asked };
    TestBed.configureTestingModule({
      providers: [...inSheet(sheet, data), { provide: RunnerApi, useValue: { command } }],
    });
    const dialog = TestBed.createComponent(RunnerDialog);
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain(lead);
    await press(dialog, button);
    await settled();
    expect(command.mock.lastCall?.slice(0, 3)).toEqual([asked, 'runner-a', {}]);
    expect(sheet.close.mock.calls).toEqual([[true]]);
  });
});
