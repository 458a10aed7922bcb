import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { WebhookSecretView } from '../../contract/index.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { WebhookApi } from '../webhook-api.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { WebhookDialog } from './webhook-dialog.ts';

describe('the dialog of a new webhook', () => {
  let sheet: ReturnType<typeof aSheet>;
  const api = { create: jest.fn<WebhookApi['create']>() };
  let dialog: ComponentFixture<WebhookDialog>;
  beforeEach(async () => {
    jest.resetAllMocks();
    sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, null),
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

  it('stays open until the secret is shown', async () => {
    let answer: (made: WebhookSecretView) => void = () => undefined;
    api.create.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await press(dialog, 'Create subscription');
    expect(sheet.disableClose).toBe(true);
    await press(dialog, 'Cancel');
    expect(sheet.close).not.toHaveBeenCalled();
    const made = { secret: 'whsec_x' } as WebhookSecretView;
    answer(made);
    await settled();
    expect(sheet.close).toHaveBeenCalledWith(made);
  });

  it('can be closed after a refusal', async () => {
    api.create.mockRejectedValue(new Error('The address is not allowed.'));
    await press(dialog, 'Create subscription');
    expect(sheet.disableClose).toBe(false);
    await press(dialog, 'Cancel');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
