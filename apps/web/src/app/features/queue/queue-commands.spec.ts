import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { QueueApi } from '../../core/api/queue-api.ts';
import { TargetDialog } from '../../shared/form/target-dialog.ts';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../testing/sheet.ts';
import { queueDialog, type QueueDialogCommand } from './queue-commands.ts';

describe('the dialog of a command to a queue', () => {
  const command = jest.fn<QueueApi['command']>().mockResolvedValue({} as never);
  const opened = async (asked: QueueDialogCommand) => {
    const sheet = aSheet();
    const data = queueDialog(asked, 'urgent', { command } as unknown as QueueApi);
    TestBed.configureTestingModule({ providers: inSheet(sheet, data) });
    const dialog = TestBed.createComponent(TargetDialog);
    await dialog.whenStable();
    return { sheet, dialog, page: dialog.nativeElement as HTMLElement };
  };

  it('sends it to that queue, and requires no name', async () => {
    const { sheet, dialog, page } = await opened('pause_queue');
    expect(page.querySelector('input')).toBeNull();
    await press(dialog, 'Pause queue');
    await settled();
    expect(command.mock.lastCall?.slice(0, 3)).toEqual(['pause_queue', 'urgent', {}]);
    expect(sheet.close.mock.calls).toEqual([[true]]);
  });

  it('creates the named queue, and closes with its name', async () => {
    const { sheet, dialog, page } = await opened('create_queue');
    const name = page.querySelector('input')!;
    name.value = ' study ';
    name.dispatchEvent(new Event('input'));
    await press(dialog, 'Create queue');
    await settled();
    expect(command.mock.lastCall?.slice(0, 3)).toEqual(['create_queue', 'study', { name: 'study' }]);
    expect(sheet.close.mock.calls).toEqual([['study']]);
  });
});
