import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { jest } from '@jest/globals';
import { settled } from '../../testing/settled.ts';
import { CommandForm } from './command-form.ts';

describe('the form of a command', () => {
  const dialog = { disableClose: false, close: () => undefined };
  const command = jest.fn<(body: { reason?: string }, key: string) => Promise<unknown>>();
  const declined = jest.fn();
  let form: ComponentFixture<CommandForm>;
  beforeEach(async () => {
    jest.resetAllMocks();
    dialog.disableClose = false;
    TestBed.configureTestingModule({
      providers: [
        { provide: MatDialogRef, useValue: dialog },
        { provide: MAT_DIALOG_DATA, useValue: null },
      ],
    });
    form = TestBed.createComponent(CommandForm);
    const inputs = { note: 'kept', icon: 'trash', verb: 'Remove queue', request: 'remove', command };
    for (const [name, value] of Object.entries(inputs)) form.componentRef.setInput(name, value);
    form.componentInstance.declined.subscribe(declined);
    await form.whenStable();
  });
  const press = async (label: string) => {
    const buttons = [...(form.nativeElement as HTMLElement).querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.includes(label))!.click();
    await settled();
    await form.whenStable();
  };
  const send = async () => {
    (form.nativeElement as HTMLElement).dispatchEvent(new Event('submit'));
    await settled();
    await form.whenStable();
  };

  it('is not left while the command is under way', async () => {
    command.mockReturnValue(new Promise(() => undefined));
    await send();
    expect(dialog.disableClose).toBe(true);
    await press('Not now');
    expect(declined).not.toHaveBeenCalled();
  });

  it('is left after the command was refused', async () => {
    command.mockRejectedValue(new Error('The queue is not empty.'));
    await send();
    expect((form.nativeElement as HTMLElement).textContent).toContain('The queue is not empty.');
    expect(dialog.disableClose).toBe(false);
    await press('Not now');
    expect(declined).toHaveBeenCalledTimes(1);
  });
});
