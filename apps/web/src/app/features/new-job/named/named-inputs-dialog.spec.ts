import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { SessionView } from '@reprise/contracts';
import { SessionApi } from '../../../core/api/session-api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { NamedInputApi } from '../../../core/api/named-input-api.ts';
import { settled } from '../../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../../testing/sheet.ts';
import { NamedInputsDialog, type NamedInputsDialogData } from './named-inputs-dialog.ts';

const WHY = 'Registering an input needs the role admin; yours is operator. Ask an admin to change it.';

describe('the dialog of the registered inputs', () => {
  /** Opens the dialog with one registered input and one path in the form, for a user who may not use these routes. */
  const opened = async (
    denied_routes: Record<string, string>,
    api: Partial<NamedInputApi> = {},
    reason_required: SessionView['reason_required'] = [],
  ) => {
    const sheet = aSheet();
    const field = { name: 'reference', title: 'Reference', kind: 'file' };
    const data = {
      inputs: [
        {
          input_id: '1',
          name: 'GRCh38',
          kind: 'reference',
          params: { reference: '/ref/GRCh38.fa' },
          added_by: 'admin',
          added_at: '2026-11-01T09:00:00Z',
          removed_by: null,
          removed_at: null,
        },
      ],
      paths: [{ field, path: '/ref/other.fa' }],
    } as unknown as NamedInputsDialogData;
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, data),
        { provide: NamedInputApi, useValue: api },
        { provide: SessionApi, useValue: { session: () => Promise.resolve({ denied_routes, reason_required }) } },
      ],
    });
    await TestBed.inject(CurrentUser).asked;
    const fixture = TestBed.createComponent(NamedInputsDialog);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    return {
      sheet,
      fixture,
      page,
      text: page.textContent,
      buttons: [...page.querySelectorAll('button')].map(({ textContent }) => textContent.trim()),
    };
  };

  it('allows an admin to register the paths of the form, and to remove an input', async () => {
    const { text, buttons } = await opened({});
    expect(buttons).toEqual(['Remove', 'Register', 'Close']);
    expect(text).toContain('Register the paths of this form');
  });

  it('stays open until a removal is answered', async () => {
    let answer: () => void = () => undefined;
    const remove = jest.fn<NamedInputApi['remove']>();
    remove.mockReturnValue(new Promise((resolve) => (answer = () => resolve(undefined as never))));
    const { sheet, fixture, page } = await opened({}, { remove });
    await press(fixture, 'Remove');
    await press(fixture, 'Remove it?');
    await press(fixture, 'Close');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    answer();
    await settled();
    await fixture.whenStable();
    expect(page.textContent).toContain('Nothing is registered yet.');
    await press(fixture, 'Close');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });

  it('requires the reason of a removal, and sends it', async () => {
    const remove = jest.fn<NamedInputApi['remove']>().mockResolvedValue(undefined as never);
    const { fixture, page } = await opened({}, { remove }, ['remove_input']);
    await press(fixture, 'Remove');
    await press(fixture, 'Remove it?');
    expect(page.textContent).toContain('Give a reason first.');
    expect(remove).not.toHaveBeenCalled();
    const field = page.querySelector('textarea')!;
    field.value = ' replaced ';
    field.dispatchEvent(new Event('input'));
    await press(fixture, 'Remove it?');
    expect(remove.mock.calls).toEqual([['1', { reason: 'replaced' }]]);
  });

  it('shows others what is registered, and who may change it', async () => {
    const { text, buttons } = await opened({ 'POST /api/inputs/named': WHY });
    expect(buttons).toEqual(['Close']);
    expect(text).toContain('GRCh38');
    expect(text).toContain(WHY);
  });
});
