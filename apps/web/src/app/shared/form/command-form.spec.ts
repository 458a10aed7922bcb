import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { settled } from '../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../testing/sheet.ts';
import { CommandForm } from './command-form.ts';

describe('the form of a command', () => {
  let dialog: ReturnType<typeof aSheet>;
  const command = jest.fn<(body: { reason?: string }, key: string) => Promise<unknown>>();
  const declined = jest.fn();
  let form: ComponentFixture<CommandForm>;
  beforeEach(async () => {
    jest.resetAllMocks();
    dialog = aSheet();
    TestBed.configureTestingModule({
      providers: [...inSheet(dialog, null)],
    });
    form = TestBed.createComponent(CommandForm);
    const inputs = { note: 'kept', icon: 'trash', verb: 'Remove queue', request: 'remove', command };
    for (const [name, value] of Object.entries(inputs)) form.componentRef.setInput(name, value);
    form.componentInstance.declined.subscribe(declined);
    await form.whenStable();
  });
  const send = async () => {
    (form.nativeElement as HTMLElement).dispatchEvent(new Event('submit'));
    await settled();
    await form.whenStable();
  };

  it('stays open during its command', async () => {
    command.mockReturnValue(new Promise(() => undefined));
    await send();
    expect(dialog.disableClose).toBe(true);
    await press(form, 'Not now');
    expect(declined).not.toHaveBeenCalled();
  });

  it('sends nothing without a required reason, and marks the field', async () => {
    form.componentRef.setInput('required', true);
    command.mockResolvedValue({});
    await send();
    const page = form.nativeElement as HTMLElement;
    const field = page.querySelector('textarea')!;
    expect([command.mock.calls.length, field.getAttribute('aria-invalid')]).toEqual([0, 'true']);
    field.value = 'wrong patient';
    field.dispatchEvent(new Event('input'));
    await send();
    expect(command.mock.calls[0]?.[0]).toEqual({ reason: 'wrong patient' });
  });

  it('can be closed after the command was refused', async () => {
    command.mockRejectedValue(new Error('The queue is not empty.'));
    await send();
    expect((form.nativeElement as HTMLElement).textContent).toContain('The queue is not empty.');
    expect(dialog.disableClose).toBe(false);
    await press(form, 'Not now');
    expect(declined).toHaveBeenCalledTimes(1);
  });
});
