import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { RunnerApi } from '../../../core/api/runner-api.ts';
import { settled } from '../../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../../testing/sheet.ts';
import { ScheduleDialog } from './schedule-dialog.ts';

describe('the schedule dialog', () => {
  const command = jest.fn<RunnerApi['command']>();
  const opened = async () => {
    const sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { runner_id: 'runner-1', schedule: null }),
        { provide: RunnerApi, useValue: { command } },
      ],
    });
    const dialog = TestBed.createComponent(ScheduleDialog);
    await dialog.whenStable();
    return { sheet, dialog };
  };

  it('stays open until its command is accepted', async () => {
    const { sheet, dialog } = await opened();
    let accept: () => void = () => undefined;
    command.mockReturnValue(new Promise((resolve) => (accept = () => resolve({} as never))));
    await press(dialog, 'Save schedule');
    await press(dialog, 'Not now');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    expect(command.mock.lastCall?.slice(0, 3)).toEqual(['schedule_runner', 'runner-1', { schedule: null }]);
    accept();
    await settled();
    expect(sheet.close.mock.calls).toEqual([[true]]);
  });

  it('shows why its command was refused, and can then be closed', async () => {
    const { sheet, dialog } = await opened();
    command.mockRejectedValue(new Error('The runner is gone.'));
    await press(dialog, 'Save schedule');
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('The runner is gone.');
    await press(dialog, 'Not now');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
