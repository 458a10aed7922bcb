import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { NamedInputApi } from '../../../core/api/named-input-api.ts';
import { NamedInputsDialog, type NamedInputsDialogData } from './named-inputs-dialog.ts';

const WHY = 'Registering an input needs the role admin; yours is operator. Ask an admin to change it.';

describe('the dialog of the registered inputs', () => {
  /** Opens it with one registered input and one path in the form, for a person with these denied routes. */
  const opened = async (denied_routes: Record<string, string>) => {
    const field = { name: 'reference', title: 'Reference', kind: 'file' };
    const data = {
      inputs: [
        {
          ...{ input_id: '1', name: 'GRCh38', kind: 'reference', params: { reference: '/ref/GRCh38.fa' } },
          ...{ added_by: 'admin', added_at: '2026-11-01T09:00:00Z', removed_by: null, removed_at: null },
        },
      ],
      paths: [{ field, path: '/ref/other.fa' }],
    } as unknown as NamedInputsDialogData;
    TestBed.configureTestingModule({
      providers: [
        { provide: MatDialogRef, useValue: { close: () => undefined } },
        { provide: MAT_DIALOG_DATA, useValue: data },
        { provide: NamedInputApi, useValue: {} },
        { provide: AuditApi, useValue: { session: () => Promise.resolve({ denied_routes }) } },
      ],
    });
    await TestBed.inject(CurrentUser).asked;
    const fixture = TestBed.createComponent(NamedInputsDialog);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    return {
      text: page.textContent,
      buttons: [...page.querySelectorAll('button')].map(({ textContent }) => textContent.trim()),
    };
  };

  it('lets an admin register the paths of the form, and remove an input', async () => {
    const { text, buttons } = await opened({});
    expect(buttons).toEqual(['Remove', 'Register', 'Close']);
    expect(text).toContain('Register the paths of this form');
  });

  it('shows others what is registered, and who may change it', async () => {
    const { text, buttons } = await opened({ 'POST /api/inputs/named': WHY });
    expect(buttons).toEqual(['Close']);
    expect(text).toContain('GRCh38');
    expect(text).toContain(WHY);
  });
});
