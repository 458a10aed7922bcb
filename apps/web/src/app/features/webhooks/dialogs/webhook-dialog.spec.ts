import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { jest } from '@jest/globals';
import type { WebhookSecretView } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { WebhookApi } from '../../../core/api/webhook-api.ts';
import { settled } from '../../../testing/settled.ts';
import { WebhookDialog } from './webhook-dialog.ts';

describe('the dialog of a new webhook', () => {
  const sheet = { disableClose: false, close: jest.fn() };
  const api = { create: jest.fn<WebhookApi['create']>() };
  let dialog: ComponentFixture<WebhookDialog>;
  beforeEach(async () => {
    jest.resetAllMocks();
    sheet.disableClose = false;
    TestBed.configureTestingModule({
      providers: [
        { provide: MatDialogRef, useValue: sheet },
        { provide: MAT_DIALOG_DATA, useValue: null },
        { provide: WebhookApi, useValue: api },
        { provide: Api, useValue: { pipelines: () => Promise.resolve({ items: [] }) } },
      ],
    });
    dialog = TestBed.createComponent(WebhookDialog);
    await dialog.whenStable();
    const address = (dialog.nativeElement as HTMLElement).querySelector<HTMLInputElement>('#rp-hook-url')!;
    address.value = 'https://lims.example/';
    address.dispatchEvent(new Event('input'));
    await dialog.whenStable();
  });
  const press = async (label: string) => {
    const buttons = [...(dialog.nativeElement as HTMLElement).querySelectorAll<HTMLElement>('footer button')];
    buttons.find(({ textContent }) => textContent.includes(label))!.click();
    await settled();
    await dialog.whenStable();
  };

  it('stays until the secret is there to show', async () => {
    let answer: (made: WebhookSecretView) => void = () => undefined;
    api.create.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await press('Create webhook');
    expect(sheet.disableClose).toBe(true);
    await press('Cancel');
    expect(sheet.close).not.toHaveBeenCalled();
    const made = { secret: 'whsec_x' } as WebhookSecretView;
    answer(made);
    await settled();
    expect(sheet.close).toHaveBeenCalledWith(made);
  });

  it('can be left after it was refused', async () => {
    api.create.mockRejectedValue(new Error('The address is not allowed.'));
    await press('Create webhook');
    expect(sheet.disableClose).toBe(false);
    await press('Cancel');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
